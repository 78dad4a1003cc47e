/** The reasons why a read of a name is known to mean something else. Data: each is a rule of its own. */

/** Texts for `--explain-edges`, by rule. */
export const EXCLUSIONS = {
  'foreign-receiver': 'the object is from outside the program, and nothing of the program is kept there',
  'own-member': 'the object has a member of this name of its own',
  'static-or-instance': 'the one is a class, the other an instance',
  'other-hierarchy': 'the object is of a class that has nothing to do with this one',
  'closed-module': 'the module exports nothing of this name',
  'other-object': 'the object is another one, and nobody puts the function there',
  'kept-object': 'what holds the function is only asked for members by their names, and never gets here',
  'type-guard': 'a test around it says that the value is no function',
  type: 'a value of its type can be no instance of the class',
  'browser-script': 'the script runs in a web page, which shares nothing with this file',
} as const;

/** One rule of exclusion. */
export type Exclusion = keyof typeof EXCLUSIONS;
