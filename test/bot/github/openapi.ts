/** Holds requests against GitHub's own description of its API. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

interface Operation {
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object } | undefined>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: object;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
const description = JSON.parse(readFileSync(file, 'utf8')) as Description;
// Examples and formats are none of our affair.
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: true });
ajv.addSchema(description, 'github');
const compiled = new Map<object, ValidateFunction>();

/** What the server is asked. */
export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** What is wrong with a request by GitHub's description; empty where nothing is. */
export function faultsOf({ method, path, query, body }: Asked): readonly string[] {
  const template = templateOf(method, path);
  const operation = template === undefined ? undefined : description.paths[template]?.[method.toLowerCase()];
  if (operation === undefined) return [`there is no ${method} ${path}`];
  return [...queryFaults(operation, query), ...bodyFaults(operation, body)].map(
    (fault) => `${method} ${path}: ${fault}`,
  );
}

/** The described path that a real one is of; of several the one with the most fixed words. */
function templateOf(method: string, path: string): string | undefined {
  const fits = Object.keys(description.paths).filter((template) => {
    const pattern = template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+');
    return description.paths[template]?.[method.toLowerCase()] !== undefined && new RegExp(`^${pattern}$`).test(path);
  });
  return fits.sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

function parametersOf({ parameters = [] }: Operation): readonly Parameter[] {
  return parameters.map((parameter) => {
    if (!('$ref' in parameter)) return parameter as Parameter;
    const name = String(parameter.$ref).split('/').at(-1) ?? '';
    const found = description.components.parameters[name];
    if (found === undefined) throw new Error(`no parameter ${name}`);
    return found;
  });
}

function* queryFaults(operation: Operation, query: URLSearchParams): Generator<string> {
  const known = parametersOf(operation).filter((parameter) => parameter.in === 'query');
  for (const [name, value] of query) {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) yield `there is no parameter ${name}`;
    else if (!validator(parameter.schema)({ value }.value)) yield `${name}=${value} is not allowed`;
  }
}

function* bodyFaults({ requestBody }: Operation, body: unknown): Generator<string> {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) {
    if (body !== undefined) yield 'it takes no body';
    return;
  }
  const isValid = validator(schema, new Ajv({ strict: false, validateFormats: false }));
  if (!isValid(body)) yield JSON.stringify(isValid.errors);
  const { properties = {} } = schema as { readonly properties?: object };
  for (const name of Object.keys(body ?? {})) if (!(name in properties)) yield `there is no field ${name}`;
}

/** References lead into the description. */
function validator(schema: object, own = ajv): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  if (own !== ajv) own.addSchema(description, 'github');
  const text = JSON.stringify(schema).replaceAll('"#/', '"github#/');
  const made = own.compile(JSON.parse(text) as object);
  compiled.set(schema, made);
  return made;
}
