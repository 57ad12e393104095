import type { Child, MakeElement, PageElement } from './elements';

/** A column of a table: its title and content; short texts by default. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
  /** Whether it explains the row, and so needs no title on a card. */
  readonly isProse?: boolean;
}

/** The content of a table; the first cell of each row names the row. */
export interface TableParts {
  readonly caption: string;
  /** Whether the heading above says the same: then the caption is only heard. */
  readonly isBelowHeading?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Child[])[];
  /** Whether a row becomes a card on a narrow page. */
  readonly asCards?: boolean;
}

/**
 * Returns a table with caption and scopes. Roles are explicit, because browsers drop those of a
 * table whose rows a style sheet lays out as cards.
 */
export function buildTable(make: MakeElement, parts: TableParts): PageElement {
  const { caption, isBelowHeading = false, columns, rows, asCards = false } = parts;
  const classOf = (index: number) => {
    const { isNumber, isProse } = columns[index] ?? {};
    return isNumber === true ? 'number' : isProse === true ? 'prose' : 'text';
  };
  const head = columns.map(({ title }, index) =>
    make('th', { scope: 'col', role: 'columnheader', class: classOf(index) }, title),
  );
  const body = rows.map((cells) =>
    make(
      'tr',
      { role: 'row' },
      ...cells.map((cell, index) =>
        index === 0
          ? make('th', { scope: 'row', role: 'rowheader' }, cell)
          : make(
              'td',
              { role: 'cell', class: classOf(index), 'data-label': columns[index]?.title },
              cell,
            ),
      ),
    ),
  );
  const table = make(
    'table',
    {
      role: 'table',
      class: asCards ? 'cards' : undefined,
      'aria-label': isBelowHeading ? caption : undefined,
    },
    !isBelowHeading && make('caption', {}, caption),
    make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...head)),
    make('tbody', { role: 'rowgroup' }, ...body),
  );
  // A region that scrolls must be reachable by the keyboard.
  const reachable = { role: 'region', 'aria-label': caption, tabindex: 0 };
  return make('div', asCards ? {} : { class: 'scroll', ...reachable }, table);
}
