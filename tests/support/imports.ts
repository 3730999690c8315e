import path from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Paths from the root of the checkout; a package keeps its name. */
  readonly from: string;
  readonly to: string;
  /** Erased before anything runs. */
  readonly isTypeOnly: boolean;
}

const packageImports = /^#(domain|client|ui|server)\//;
const scripts = /<script[^>]*>([\s\S]*?)<\/script>/g;

/** Everything a .ts or .svelte file imports, exports from elsewhere, or loads by a literal name later. */
export function importsOf(file: string, content: string): Import[] {
  const source = ts.createSourceFile(file, scriptsOf(file, content), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (name: ts.Node | undefined, isTypeOnly: boolean) => {
    if (name && ts.isStringLiteralLike(name))
      found.push({ from: file, to: resolve(file, name.text), isTypeOnly });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node.importClause));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyExport(node));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function scriptsOf(file: string, content: string): string {
  if (!file.endsWith('.svelte')) return content;
  return [...content.matchAll(scripts)].map(([, script]) => script).join('\n');
}

function isTypeOnlyImport(clause: ts.ImportClause | undefined): boolean {
  // `import './x.ts'` runs x.
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  if (name || !namedBindings || ts.isNamespaceImport(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function isTypeOnlyExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true;
  if (!exportClause || !ts.isNamedExports(exportClause)) return false;
  return exportClause.elements.length > 0 && exportClause.elements.every((element) => element.isTypeOnly);
}

function resolve(file: string, name: string): string {
  if (packageImports.test(name)) return name.replace(packageImports, 'src/lib/$1/');
  if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
  return name;
}

/** The groups of files that import each other in a circle; a file that imports only itself is none. */
export function cyclesIn(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to, isTypeOnly } of imports) {
    if (!isTypeOnly && from !== to) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const visit = (file: string, road: string[]) => {
    if (road.includes(file)) cycles.push([...road.slice(road.indexOf(file)), file]);
    if (road.includes(file) || finished.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...road, file]);
    finished.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
}
