/** Handlers that became asynchronous, for frameworks that look only at what is thrown at once. */

type Next = (error: unknown) => unknown;

/**
 * A handler for Express 4, Connect and their like that gives `next` what the handler rejects with, as the framework
 * does with what it throws. It takes as many arguments as these tell handlers of requests and of errors apart by.
 */
export function forwardErrors<Given extends unknown[]>(
  handler: (...given: Given) => unknown,
): (...given: Given) => Promise<void> {
  const run = async (...given: unknown[]): Promise<void> => {
    try {
      await handler(...(given as Given));
    } catch (error) {
      (given.at(-1) as Next)(error);
    }
  };
  const forErrors: typeof run = async (error, req, res, next) => run(error, req, res, next);
  const forRequests: typeof run = async (req, res, next) => run(req, res, next);
  // Both take any number of arguments by their type; what counts is how many they name.
  return handler.length > 3 ? forErrors : forRequests;
}
