/** Pages that hold the client's own modules and none of the product, for what no screen shows. */
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { build, type Rollup } from 'vite';
import { root } from '../../sync-server/set-up/root.mjs';
import type * as Lab from './lab-in-page.ts';
import { freePort } from './server-process.ts';

declare global {
  /** In a page of the lab. */
  var lab: typeof Lab;
}

let script: Promise<string> | undefined;

/** Opens a tab of the lab; all tabs of one browser context share its disk. */
export async function openLab(context: BrowserContext): Promise<Page> {
  const address = await addressOf(context);
  const page = await context.newPage();
  await page.goto(address);
  await page.addScriptTag({ content: await (script ??= bundle()) });
  return page;
}

const addresses = new WeakMap<BrowserContext, Promise<string>>();

function addressOf(context: BrowserContext): Promise<string> {
  const known = addresses.get(context) ?? route(context);
  addresses.set(context, known);
  return known;
}

/** The page is answered here; nobody listens at its address. */
async function route(context: BrowserContext): Promise<string> {
  const address = `http://127.0.0.1:${await freePort()}/`;
  await context.route(address, (request) => request.fulfill({ contentType: 'text/html', body: '<p>Lab' }));
  return address;
}

async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(root, 'tests/support/lab-in-page.ts'), name: 'lab', formats: ['iife'] },
    },
  })) as Rollup.RollupOutput[];
  return built[0]!.output[0].code;
}
