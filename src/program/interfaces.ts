/** Interfaces with methods, as classes without code: what implements one is what their callers call. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FlowCollector } from './collector.ts';
import { NOTHING, type ClassFact, type FlowNode } from './facts.ts';
import { typeNode } from './typed-values.ts';

interface InterfaceNodes {
  readonly value: FlowNode;
  readonly instance: FlowNode;
}

/** The interfaces a file declares at its top level, each made known when it is first asked for. */
export class Interfaces {
  readonly #flow: FlowCollector;
  readonly #declared: ReadonlyMap<string, TSESTree.TSInterfaceDeclaration>;
  /** `type Socket = IoSocket<Events>`: what else a type is called. */
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #nodes = new Map<string, InterfaceNodes>();

  constructor(flow: FlowCollector) {
    this.#flow = flow;
    const declared = flow.file.ast.body.flatMap((at) => {
      const node = at.type === 'ExportNamedDeclaration' || at.type === 'ExportDefaultDeclaration' ? at.declaration : at;
      return node?.type === 'TSInterfaceDeclaration' && hasMethods(node) ? [node] : [];
    });
    this.#declared = new Map(declared.map((node) => [node.id.name, node]));
    this.#aliases = aliasesIn(flow.file.ast);
  }

  /** Holds the interface, or what is called so, as a class; NOTHING where the file declares neither, or one of data alone. */
  valueOf(name: string): FlowNode {
    const alias = this.#aliases.get(name);
    return alias === undefined ? (this.#nodesOf(name)?.value ?? NOTHING) : typeNode(this.#flow, alias);
  }

  /** Holds whatever implements the interface. */
  instanceOf(name: string): FlowNode {
    return this.#nodesOf(name)?.instance ?? NOTHING;
  }

  /** In the order of their indices, which follow those of the classes. To be asked for last. */
  facts(): ClassFact[] {
    const facts: ClassFact[] = [];
    // A list that grows while it is walked: an interface may extend another.
    for (const name of this.#declared.keys()) this.#nodesOf(name);
    for (const [name, { value, instance }] of this.#nodes) {
      const parents = (this.#declared.get(name)?.extends ?? []).map(({ expression }) =>
        expression.type === 'Identifier' ? typeNode(this.#flow, expression.name) : NOTHING,
      );
      facts.push({ name, superclass: NOTHING, value, instance, parents });
    }
    return facts;
  }

  #nodesOf(name: string): InterfaceNodes | undefined {
    const known = this.#nodes.get(name);
    if (known || !this.#declared.has(name)) return known;
    const nodes = { value: this.#flow.newNode(), instance: this.#flow.newNode() };
    const index = this.#flow.classIndex.size + this.#nodes.size;
    this.#nodes.set(name, nodes);
    this.#flow.values.push(
      { kind: 'class', node: nodes.value, index },
      { kind: 'instance', node: nodes.instance, index },
    );
    return nodes;
  }
}

/** Aliases of plain names; one that leads back to itself is none. */
function aliasesIn({ body }: TSESTree.Program): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const at of body) {
    const node = at.type === 'ExportNamedDeclaration' ? at.declaration : at;
    if (node?.type !== 'TSTypeAliasDeclaration' || node.typeAnnotation.type !== 'TSTypeReference') continue;
    const { typeName } = node.typeAnnotation;
    if (typeName.type === 'Identifier' && !aliases.has(typeName.name)) aliases.set(node.id.name, typeName.name);
  }
  return aliases;
}

function hasMethods({ body, extends: parents }: TSESTree.TSInterfaceDeclaration): boolean {
  return (
    parents.length > 0 ||
    body.body.some(
      (member) =>
        member.type === 'TSMethodSignature' ||
        (member.type === 'TSPropertySignature' && member.typeAnnotation?.typeAnnotation.type === 'TSFunctionType'),
    )
  );
}
