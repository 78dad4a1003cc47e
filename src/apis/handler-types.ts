/** Types that make a function a handler. Data. */
import type { ApiPath } from '../contracts.ts';

/** Types of functions that are handlers wherever they stand: `const list: RequestHandler = …`. */
export const HANDLER_TYPES: ReadonlySet<ApiPath> = new Set([
  'express.RequestHandler.new',
  'express.ErrorRequestHandler.new',
  'express.Handler.new',
  'express-serve-static-core.RequestHandler.new',
  'fastify.RouteHandler.new',
  'fastify.RouteHandlerMethod.new',
  'koa.Middleware.new',
  'hono.Handler.new',
  'hono.MiddlewareHandler.new',
  'http.RequestListener.new',
  'next.NextApiHandler.new',
  '@sveltejs/kit.RequestHandler.new',
  'aws-lambda.APIGatewayProxyHandler.new',
  'aws-lambda.APIGatewayProxyHandlerV2.new',
  'aws-lambda.Handler.new',
  'aws-lambda.SQSHandler.new',
]);
