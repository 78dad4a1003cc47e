/** Checks a configuration against its JSON Schema, and says the first fault in words. */
import type { Ajv, ErrorObject } from 'ajv';
import { suggestion } from '../nearest.ts';
import { globFault } from './config-globs.ts';
import type { Way } from './layer.ts';

/** What is wrong, and where. */
export interface Fault {
  readonly way: Way;
  /** The key itself is at fault, not its value. */
  readonly isKey: boolean;
  readonly message: string;
}

/** The name of the definition in schema/config.json that lists the rules. */
export const RULES_DEFINITION = 'RuleSwitches';

/** The first fault of a configuration, or undefined. */
export type Check = (settings: unknown) => Fault | undefined;

/** What a check is made of; asked for when there is a configuration, since only projects with one are to pay for it. */
export interface CheckParts {
  readonly Ajv: typeof Ajv;
  /** What schema/config.json holds. */
  readonly schema: object;
}

/** Makes the check of configurations that may name some rules. */
export function checkWith(parts: () => CheckParts, ruleIds: readonly string[]): Check {
  let made: ReturnType<Ajv['compile']> | undefined;
  return (settings) => {
    const isValid = (made ??= compile(parts(), ruleIds));
    if (!isValid(settings)) return faultOf(isValid.errors?.[0], settings);
    return globFault(settings) ?? emptyHandler(settings);
  };
}

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly definitions: Readonly<Record<string, object>>;
}

/** By the schema as editors get it, but with the rules of this run, among which a program may have put its own. */
function compile({ Ajv, schema: given }: CheckParts, ruleIds: readonly string[]): ReturnType<Ajv['compile']> {
  const schema = given as Schema;
  const known = Object.fromEntries(ruleIds.map((id) => [id, { $ref: '#/definitions/RuleSwitch' }]));
  const switches = { type: 'object', properties: known, additionalProperties: false };
  const own = { ...schema, definitions: { ...schema.definitions, [RULES_DEFINITION]: switches } };
  return new Ajv({ strict: false, verbose: true }).compile(own);
}

function faultOf(error: ErrorObject | undefined, settings: unknown): Fault {
  const way = wayOf(error?.instancePath ?? '');
  const params = (error?.params ?? {}) as Readonly<Record<string, unknown>>;
  const name = nameOf(way);
  if (error?.keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    return { way: [...way, key], isKey: true, message: unknownKey(key, way, error) };
  }
  const value = JSON.stringify(valueAt(settings, way));
  return { way, isKey: false, message: reasonFor(error, params, name, value.length > 80 ? 'this' : value) };
}

function unknownKey(key: string, way: Way, { parentSchema }: ErrorObject): string {
  const known = Object.keys((parentSchema as Partial<Schema> | undefined)?.properties ?? {});
  if (way.at(-1) === 'rules') return `unknown rule '${key}'${suggestion(key, known)} (perfmig list names them all)`;
  return `unknown key '${key}'${suggestion(key, known)} (there are ${known.join(', ')})`;
}

function reasonFor(
  error: ErrorObject | undefined,
  params: Readonly<Record<string, unknown>>,
  name: string,
  value: string,
): string {
  switch (error?.keyword) {
    case 'required':
      return `${name} lacks '${String(params['missingProperty'])}'`;
    case 'type':
      return `${name} must be ${KINDS[String(params['type'])] ?? String(params['type'])}, not ${value}`;
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      const near = suggestion(value.replaceAll('"', ''), allowed);
      return `${name} can't be ${value}${near} (there are ${allowed.join(', ')})`;
    }
    case 'pattern':
      return `${name} can't be ${value}: write the package and the way to what it exports, as in "@acme/db.connect()"`;
    default:
      return `${name} can't be ${value}: it ${error?.message ?? 'is not valid'}`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

/** `overrides[0].files`, as people write it. */
function nameOf(way: Way): string {
  const text = way.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'the configuration' : `'${text.replace(/^\./, '')}'`;
}

/** A JSON pointer, taken apart. */
function wayOf(pointer: string): Way {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function valueAt(settings: unknown, way: Way): unknown {
  return way.reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>>)[step], settings);
}

function emptyHandler(settings: unknown): Fault | undefined {
  const { handlers } = settings as { readonly handlers?: readonly { methods?: unknown; options?: unknown }[] };
  const index = handlers?.findIndex(({ methods, options }) => methods === undefined && options === undefined) ?? -1;
  const message = `'handlers[${index}]' needs 'methods' or 'options': what handlers are registered with`;
  return index === -1 ? undefined : { way: ['handlers', index], isKey: false, message };
}
