/** A command, a subcommand or an option, as Discord tells it and as we do. */
interface Node {
  type?: number;
  name: string;
  description?: string;
  options?: readonly Node[];
  [field: string]: unknown;
}

/** What we decide about a node; anything else (ids, versions, translations) is Discord's. */
const OURS = ['type', 'description', 'required', 'autocomplete', 'choices', 'min_value', 'max_value'];
/** Said of global commands alone: Discord fills them in for those of a server. */
const PLACES = ['contexts', 'integration_types'];

/**
 * What differs between the commands that are there and those that should be: "+ /kpi top", "- /old",
 * "~ /kpi streams period: description". What lies under something new or gone is not told apart.
 */
export function changesBetween(there: readonly object[], wanted: readonly object[]): string[] {
  const fields = [...OURS, ...PLACES.filter((field) => wanted.some((node) => field in node))];
  return changes(there as readonly Node[], wanted as readonly Node[], '/', fields);
}

function changes(there: readonly Node[], wanted: readonly Node[], path: string, fields: string[]): string[] {
  const before = new Map(there.map((node) => [node.name, node]));
  const after = new Set(wanted.map(({ name }) => name));
  const gone = there.filter(({ name }) => !after.has(name)).map(({ name }) => `- ${path}${name}`);
  const rest = wanted.flatMap((node) => {
    const old = before.get(node.name);
    if (!old) return [`+ ${path}${node.name}`];
    const differing = fields.filter((field) => told(old, field) !== told(node, field));
    const inside = changes(old.options ?? [], node.options ?? [], `${path}${node.name} `, fields);
    return [...(differing.length > 0 ? [`~ ${path}${node.name}: ${differing.join(', ')}`] : []), ...inside];
  });
  // The order of options is the order people see.
  const names = (nodes: readonly Node[]) => nodes.map(({ name }) => name).join();
  const isOrder = path !== '/' && gone.length === 0 && rest.length === 0 && names(there) !== names(wanted);
  return [...gone, ...rest, ...(isOrder ? [`~ ${path.trimEnd()}: order`] : [])];
}

/** What is absent, null or false says the same; lists have no order but that of choices. */
function told(node: Node, field: string): string {
  const value = node[field];
  if (value === undefined || value === null || value === false) return '';
  if (field === 'choices')
    return JSON.stringify((value as Node[]).map((choice) => [choice.name, choice.value]));
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}
