/** An ESLint formatter that tells only how much there was, so that printing costs nothing. */
export default function count(results) {
  const messages = results.reduce((sum, result) => sum + result.messages.length, 0);
  return JSON.stringify({ files: results.length, messages });
}
