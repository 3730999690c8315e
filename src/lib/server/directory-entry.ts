import type { DirectoryEntry } from '#domain/server-documents.ts';

/** What of a person's row the directory shows. */
export interface DirectoryRow {
  name: string;
  employeeId: string;
  title: string;
  active: boolean;
  /** Null for who has none. */
  picture: string | null;
}

/** A person as the directory, or a guest's inbox, names them. */
export const toDirectoryEntry = ({
  name,
  employeeId,
  title,
  active,
  picture,
}: DirectoryRow): DirectoryEntry => ({
  ...{ name, employeeId, active },
  ...(title === '' ? {} : { title }),
  ...(picture === null ? {} : { picture }),
});
