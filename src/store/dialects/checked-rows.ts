/** Every row that SQLite stores gets its check, and every whole row that is read is compared with it. */
import {
  ColumnNode,
  InsertQueryNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PrimitiveValueListNode,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
  TableNode,
  type UnknownRow,
  ValueNode,
  ValuesNode,
} from 'kysely';
import { CHECK_COLUMN, rowChecker } from '../row-check.ts';
import { TABLE_KEYS } from '../schema.ts';
import { damagedError } from '../store-error.ts';

/** `location` is for the error of a row that does not fit. */
export class CheckedRows implements KyselyPlugin {
  readonly #location: string;
  readonly #tables = new WeakMap<QueryId, string>();

  constructor(location: string) {
    this.#location = location;
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const table = tableOf(node);
    if (table === undefined || !Object.hasOwn(TABLE_KEYS, table)) return node;
    if (node.kind === 'SelectQueryNode') this.#tables.set(queryId, table);
    // The check is of the whole row, which nobody knows who writes a part of it.
    if (node.kind === 'UpdateQueryNode' || (node.kind === 'InsertQueryNode' && node.onConflict?.updates))
      throw new Error(`rows of "${table}" are replaced, never updated`);
    return node.kind === 'InsertQueryNode' ? withChecks(node) : node;
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const table = this.#tables.get(queryId);
    const [first] = result.rows;
    if (table === undefined || first === undefined || !Object.hasOwn(first, CHECK_COLUMN)) return result;
    const checkOf = rowChecker(Object.keys(first));
    for (const row of result.rows) {
      if (row[CHECK_COLUMN] !== checkOf((column) => row[column]))
        throw damagedError(this.#location, `a row of the table "${table}" does not fit its checksum`);
      delete row[CHECK_COLUMN];
    }
    return result;
  }
}

function tableOf(node: RootOperationNode): string | undefined {
  const first =
    node.kind === 'InsertQueryNode'
      ? node.into
      : node.kind === 'UpdateQueryNode'
        ? node.table
        : node.kind === 'SelectQueryNode'
          ? node.from?.froms[0]
          : undefined;
  return first !== undefined && TableNode.is(first) ? first.table.identifier.name : undefined;
}

function withChecks(node: InsertQueryNode): InsertQueryNode {
  const { columns = [], values } = node;
  if (values === undefined || !ValuesNode.is(values)) throw new Error('only plain rows can be stored');
  const checkOf = rowChecker(columns.map(({ column }) => column.name));
  const rows = values.values.map((item) => {
    const row = PrimitiveValueListNode.is(item) ? item.values : item.values.map(plainValue);
    const check = checkOf((column, place) => {
      const value = row[place];
      // SQLite would keep it as null, which the check is not of.
      if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${column} is ${value}`);
      return value;
    });
    return PrimitiveValueListNode.create([...row, check]);
  });
  return InsertQueryNode.cloneWith(node, {
    columns: [...columns, ColumnNode.create(CHECK_COLUMN)],
    values: ValuesNode.create(rows),
  });
}

function plainValue(node: OperationNode): unknown {
  if (!ValueNode.is(node)) throw new Error('only plain values can be stored');
  return node.value;
}
