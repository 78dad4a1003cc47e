/** Containers that give instances of classes, and libraries that join objects. Data. */
import type { Framework, Registration } from './framework.ts';

const locator: readonly Registration[] = [{ kind: 'locator' }];
const merge: readonly Registration[] = [{ kind: 'merge' }];

function gives(receiver: string, also: readonly string[], ...methods: readonly string[]): Framework {
  return {
    name: receiver,
    receiver,
    also,
    methods: Object.fromEntries(methods.map((name) => [name, locator])),
    chains: [],
  };
}

function joins(receiver: string, ...methods: readonly string[]): Framework {
  return {
    name: receiver,
    receiver,
    also: [],
    methods: Object.fromEntries(methods.map((name) => [name, merge])),
    chains: [],
  };
}

export const CONTAINERS: readonly Framework[] = [
  {
    name: 'nest application',
    receiver: '@nestjs/core.NestFactory.create()',
    also: [
      '@nestjs/core.NestFactory.createMicroservice()',
      '@nestjs/core.NestFactory.createApplicationContext()',
      '@nestjs/common.INestApplication.new',
      '@nestjs/platform-express.NestExpressApplication.new',
      '@nestjs/platform-fastify.NestFastifyApplication.new',
    ],
    methods: {
      use: [{ kind: 'handlers', label: 'use' }],
      get: locator,
      resolve: locator,
      select: [],
    },
    chains: ['select'],
  },
  {
    name: 'nest middleware',
    receiver: '@nestjs/common.MiddlewareConsumer.new',
    also: [],
    methods: { apply: [{ kind: 'handlers', label: 'nest middleware' }] },
    chains: [],
  },
  gives('@nestjs/core.ModuleRef.new', [], 'get', 'resolve', 'create'),
  gives('tsyringe.container', ['tsyringe.DependencyContainer.new'], 'resolve'),
  gives('typedi.Container', [], 'get'),
  gives('inversify.Container.new', [], 'get', 'resolve', 'getAsync'),
  joins('lodash', 'merge', 'assign', 'extend', 'defaults', 'defaultsDeep'),
  joins('lodash-es', 'merge', 'assign', 'extend', 'defaults', 'defaultsDeep'),
  joins('lodash/merge', ''),
  joins('lodash.merge', ''),
  joins('deepmerge', '', 'all'),
  joins('@graphql-tools/merge', 'mergeResolvers'),
  joins('merge-graphql-schemas', 'mergeResolvers'),
];
