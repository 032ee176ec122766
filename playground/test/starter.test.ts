import {
  execute,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  OperationTypeNode,
  parse,
  validate,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
} from "graphql";
import { describe, expect, it } from "vitest";
import { capture, fill, find, NAMES, NOTHING } from "../src/captures.ts";
import { makeNewcomer, makeSteps } from "../src/starter.ts";
import { schema } from "./schema.ts";

const steps = makeSteps({ email: "you@example.com", password: "a-secret-for-tests" });

/** Answers every field with a value of its type, so that a result shows what was selected. */
const invent: GraphQLFieldResolver<unknown, unknown> = (_source, _args, _context, info) => value(info.returnType, `${info.parentType.name}.${info.fieldName}`);

function value(type: GraphQLOutputType, name: string): unknown {
  if (isNonNullType(type)) return value(type.ofType, name);
  if (isListType(type)) return [value(type.ofType, name)];
  const named = getNamedType(type);
  if (isAbstractType(named)) return { __typename: schema.getPossibleTypes(named).at(-1)?.name };
  if (isCompositeType(named)) return {};
  if (isEnumType(named)) return named.getValues()[0]?.name;
  return { Int: 1, Float: 1.5, Boolean: true }[named.name] ?? `<${name}>`;
}

/** What running the step's operation brings, as far as its selection goes. */
function run(query: string, variables: Record<string, unknown>): unknown {
  const document = parse(query);
  const kind = getOperationAST(document)?.operation;
  // A subscription's event is selected and resolved like any object.
  const root = kind === OperationTypeNode.SUBSCRIPTION ? schema.getSubscriptionType() : null;
  const rootSchema = root ? Object.assign(Object.create(schema) as typeof schema, { getRootType: () => root }) : schema;
  const result = execute({ schema: rootSchema, document, variableValues: variables, fieldResolver: invent, typeResolver: (source) => (source as { __typename: string }).__typename });
  if (result instanceof Promise) throw new Error("invented values are not promises");
  expect(result.errors ?? []).toEqual([]);
  return result.data;
}

describe.each(steps)("$operation", ({ query, variables, operation, gives }) => {
  it("is valid, begins with an explanation and says its name", () => {
    expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
    expect(query).toMatch(/^# \S/);
    expect(getOperationAST(parse(query))?.name?.value).toBe(operation);
    // GraphiQL titles a tab with the first thing outside comments that looks like an operation.
    expect(/^(?!#).*(query|subscription|mutation)\s+([a-zA-Z0-9_]+)/m.exec(query)?.[2]).toBe(operation);
  });

  it("has variables that the schema accepts", () => {
    run(query, { ...variables });
  });

  it("gives what it promises", () => {
    const found = find(run(query, { ...variables }));
    for (const name of gives) expect(found).toHaveProperty(name);
  });
});

describe("the tour", () => {
  it("fills every variable of a step from the steps before it", () => {
    let captures = NOTHING;
    for (const step of steps) {
      const text = JSON.stringify(step.variables);
      const variables = JSON.parse(fill(text, captures) ?? text) as Record<string, unknown>;
      expect(Object.values(variables), `${step.operation} waits for a value that no earlier step gives`).not.toContain("");
      captures = capture(captures, run(step.query, variables));
    }
    for (const name of ["previewUrl", "exportUrl", "liveUrl", "deploymentUrl"]) expect(captures.values).toHaveProperty(name);
  });

  it("leaves no promised value without a use or a link", () => {
    for (const { gives } of steps) for (const name of gives) expect(NAMES).toContain(name);
  });

  it("proposes the same account to register and to log in", () => {
    const [register, logIn] = steps.map((step) => step.variables["input"] as { email: string; password: string });
    expect([logIn?.email, logIn?.password]).toEqual([register?.email, register?.password]);
  });
});

describe("makeNewcomer", () => {
  it("is somebody else each time, with a password that can be typed", () => {
    const people = Array.from({ length: 50 }, () => makeNewcomer());
    expect(new Set(people.map(({ email }) => email)).size).toBe(50);
    expect(new Set(people.map(({ password }) => password)).size).toBe(50);
    for (const { email, password } of people) {
      expect(email).toMatch(/^you-[a-km-np-z2-9]{6}@example\.com$/);
      expect(password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
    }
  });
});
