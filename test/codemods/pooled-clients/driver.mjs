/** Calls the handlers of an app one after the other, and prints what each answered or threw; then waits for nothing. */
import { pathToFileURL } from 'node:url';

const [app, calls] = process.argv.slice(2);
const module = await import(pathToFileURL(app).href);
const handlers = module.default ?? module;

/** As much of Express as the handlers use. */
function response(answer) {
  return {
    status(code) {
      answer.status = code;
      return this;
    },
    json: (body) => (answer.body = body),
    send: (body) => (answer.body = body),
    end: () => undefined,
  };
}

const answers = [];
for (const [name, request] of JSON.parse(calls)) {
  const answer = {};
  answers.push(answer);
  try {
    await (handlers[name] ?? module[name])({ params: {}, body: {}, ...request }, response(answer));
  } catch ({ name: kind, code, message }) {
    answer.error = { kind, code, message };
  }
}
console.log(JSON.stringify(answers));
