/** Destructuring patterns, taken apart into the names they bind. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../contracts.ts';
import { keyName } from './node.ts';

export interface BoundName {
  readonly id: TSESTree.Identifier;
  /** From the destructured value to what the name holds; `*` where a key is computed. */
  readonly path: readonly string[];
  readonly defaults: readonly Node[];
}

/** Every name a declaration's left side, a parameter or an assignment target binds. Members bind none. */
export function bindingsOf(
  pattern: Node,
  path: readonly string[] = [],
  defaults: readonly Node[] = [],
): readonly BoundName[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ id: pattern, path, defaults }];
    case 'AssignmentPattern':
      return bindingsOf(pattern.left, path, [...defaults, pattern.right]);
    case 'TSParameterProperty':
      return bindingsOf(pattern.parameter, path, defaults);
    case 'RestElement':
      // `...rest` of an object has the object's other members, so it is followed as the object itself.
      return bindingsOf(pattern.argument, path, defaults);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'RestElement'
          ? bindingsOf(property, path)
          : bindingsOf(property.value, [...path, keyName(property.key, property.computed) ?? '*']),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element, index) =>
        element === null ? [] : bindingsOf(element, element.type === 'RestElement' ? path : [...path, String(index)]),
      );
    default:
      return [];
  }
}
