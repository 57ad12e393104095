import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';
import { listDocumentedUrls } from '../../sandbox/rehearse/documented-urls';
import { protectedPaths, publicPaths } from '../../src/twilio/urls';

const docs = readdirSync(inProject('docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => path.posix.join('docs', file.split(path.sep).join('/')));
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs];

const read = (page: string) => readFileSync(inProject(page), 'utf8');

/** Code holds what only looks like a link, a heading or a table. */
const withoutCode = (text: string) => text.replace(/```.*?```/gs, '').replace(/`[^`\n]*`/g, 'x');

/** Links of a page to the project's own files; GitHub's pages of the repository are not among them. */
const listLinks = (page: string) => {
  const text = withoutCode(read(page));
  return [
    ...text.matchAll(/\]\((?!https?:|(?:\.\.\/){2}actions\/)([^)\s]+)\)/g),
    ...text.matchAll(/\ssrc(?:set)?="([^"]+)"/g),
  ].map(([, link]) => {
    const [target = '', anchor] = link!.split('#');
    const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target);
    return { link, file, anchor };
  });
};

/** The anchors that GitHub gives the headings of a page. */
const listAnchors = (page: string) =>
  [
    ...read(page)
      .replace(/```.*?```/gs, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const isFile = (file: string) => existsSync(inProject(file)) && statSync(inProject(file)).isFile();

/** The Functions that are built, as `/path access`. */
const built = readdirSync(inProject('.switchboard', 'test', 'functions'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.js'))
  .map((file) => {
    const [, url, access] = /^(.*?)(?:\.(protected|private))?\.js$/.exec(file) ?? [];
    return `/${url?.split(path.sep).join('/')} ${access ?? 'public'}`;
  })
  .sort();

describe('the table of URLs in docs/reference.md', () => {
  it('lists exactly the Functions that are built, with their access', () => {
    const rows = listDocumentedUrls().map(({ path: url, access }) => `${url} ${access}`);

    expect(rows.sort()).toEqual(built);
  });
});

describe('src/twilio/urls.ts', () => {
  it('lists exactly the Functions that are built, with their access', () => {
    const listed = [
      ...protectedPaths.map((url) => `${url} protected`),
      ...publicPaths.map((url) => `${url} public`),
    ];

    expect(listed.sort()).toEqual(built);
  });
});

describe('the commands in the docs', () => {
  it('are scripts of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm (?:run (?:--silent )?|(?=start|test))([a-z][\w:-]*)/g)].map(
        ([, script]) => ({ page, script: script! }),
      ),
    );

    expect(new Set(named.map(({ page }) => page)).size).toBeGreaterThan(5);
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
  });
});

describe('the links in the docs', () => {
  it.each(pages)('of %s lead to files and headings that exist', (page) => {
    const dead = listLinks(page).filter(
      ({ file, anchor }) =>
        !existsSync(inProject(file)) ||
        (anchor !== undefined && !(isFile(file) && listAnchors(file).includes(anchor))),
    );

    expect(dead).toEqual([]);
  });

  it('lead from the README to every page, or to its folder', () => {
    const targets = listLinks('README.md').map(({ file }) => file);
    const unlinked = docs.filter(
      (page) => !targets.includes(page) && !targets.includes(path.posix.dirname(page)),
    );

    expect(docs.length).toBeGreaterThan(10);
    expect(unlinked).toEqual([]);
  });
});

describe('the words of the docs', () => {
  // Fault names come from the code.
  it.each(pages.filter((page) => page !== 'docs/faults.md'))(
    'of %s: slots at Vapi, callers in a queue, log entries, conferences, fixes',
    (page) => {
      const prose = withoutCode(read(page));

      expect(prose).not.toMatch(
        /\b(?:in line|free lines?|lines? (?:at|of) Vapi|(?:log|exit) lines?|rooms?|mends?|mended|judged?)\b/i,
      );
    },
  );
});

describe('docs/go-live.md', () => {
  it('says of each step how to see that it worked', () => {
    const [, ...sections] = read('docs/go-live.md').split(/^## /m);
    const steps = sections.filter((section) => /^\d+\. /.test(section));
    const silent = steps.filter((step) => !step.includes('**You see:**'));

    expect(steps.length).toBeGreaterThan(10);
    expect(silent).toEqual([]);
  });
});
