/** By which names a file calls what its new code needs. */
import { isBuiltin } from 'node:module';
import type { SourceFile, Span, Variable } from '../../contracts.ts';
import { modulePath } from '../../syntax/api-path.ts';
import type { ImportNeed, RewriteOptions, TwinRow } from '../decisions.ts';
import { runtimeSpecifier } from '../../additions/runtime-dependency.ts';
import { importBindings, type ImportBinding } from '../../additions/imports/imports-of.ts';
import { freeName, isUnshadowed, namesUsedIn } from '../../additions/imports/names.ts';
import { nodeSpecifier, type Imported } from './twin-callee.ts';

/** Names of one file. The same need gets the same name, whatever else the file needs: units are dropped one by one. */
export class Locals {
  readonly #file: SourceFile;
  readonly #options: RewriteOptions;
  readonly #bindings: readonly ImportBinding[];
  readonly #used: ReadonlySet<string>;

  constructor(file: SourceFile, options: RewriteOptions) {
    this.#file = file;
    this.#options = options;
    this.#bindings = importBindings(file.ast).filter(({ isType }) => !isType);
    this.#used = namesUsedIn(file.ast);
  }

  needOf({ specifier, name }: Imported, twin: TwinRow, freed: readonly Span[]): ImportNeed {
    const from = specifier ?? this.#ownSpecifier(name);
    const local = this.#known(from, name) ?? this.#new(from, name);
    return { path: this.#file.path, twin, local, from, isModule: this.#options.isModule, freed };
  }

  /** Where a function is from that is no member of a module. */
  #ownSpecifier(name: string): string {
    return this.#options.target === 'runtime' ? runtimeSpecifier(name) : this.#options.helper;
  }

  promisify(): ImportNeed {
    const specifier = nodeSpecifier(this.#file, 'util');
    return this.needOf({ specifier, name: 'promisify' }, { kind: 'promise', api: 'util.promisify' }, []);
  }

  /** What is imported already, as a name of its own or as a member of Node's module. */
  #known(from: string, name: string): string | undefined {
    const module = modulePath(from) ?? from;
    for (const binding of this.#bindings) {
      const own = modulePath(binding.specifier) ?? binding.specifier;
      const path = binding.imported === '*' || binding.imported === 'default' ? own : `${own}.${binding.imported}`;
      if (!this.#isEverywhere(binding)) continue;
      if (path === `${module}.${name}` && binding.imported !== '*') return binding.local;
      if (path === module && isBuiltin(from)) return `${binding.local}.${name}`;
      if (`${path}.promises` === module) return `${binding.local}.promises.${name}`;
    }
    return undefined;
  }

  #isEverywhere({ node, local }: ImportBinding): boolean {
    const variable = this.#variableOf(node, local);
    return variable !== undefined && variable.writes.length <= 1 && isUnshadowed(this.#file, variable);
  }

  #variableOf(node: ImportBinding['node'], local: string): Variable | undefined {
    const name =
      'local' in node
        ? node.local
        : node.type === 'VariableDeclarator'
          ? node.id
          : node.type === 'Property'
            ? node.value
            : undefined;
    return name?.type === 'Identifier' && name.name === local ? this.#file.variableOf(name) : undefined;
  }

  /** Two modules may have a member of one name: where both are imported from, the module's name is added. */
  #new(from: string, name: string): string {
    const module = modulePath(from)?.replace(/\.promises$/, '');
    const isShared = this.#bindings.some(
      ({ specifier, imported }) => imported === `${name}Sync` && modulePath(specifier) !== module,
    );
    const prefix = module?.replace(/\W+(\w)|\W+/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '');
    return freeName(
      isShared && prefix !== undefined ? prefix + name.charAt(0).toUpperCase() + name.slice(1) : name,
      this.#used,
    );
  }
}
