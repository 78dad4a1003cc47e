/** Functions from outside the program that call no member of the objects they are given. */
import { takerOf } from '../../apis/function-takers.ts';

/** Of lodash and underscore: what copies, asks and compares; not what calls methods by their names. */
const COPIES =
  /^(?:lodash|lodash-es|underscore)[./](?:assign|assignIn|clone|cloneDeep|defaults|defaultsDeep|extend|get|has|is[A-Z]\w*|keys|merge|omit|pick|set|size|unset)$/;

/** Prints, compares or copies them, or asks for their keys. */
export function isHarmless(api: string): boolean {
  if (
    /^#(?:Object\.(?:keys|values|entries|getOwnPropertyNames|is|getPrototypeOf)|console\.|JSON\.stringify|Array\.isArray|Boolean)/.test(
      api,
    )
  ) {
    return true;
  }
  if (COPIES.test(api)) return true;
  return takerOf(api, false) === 'inert' || /^(?:assert\.|util\.(?:inspect|isDeep|types)|chai\.)/.test(api);
}
