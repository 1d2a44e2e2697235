/** The key by which Node's `util.inspect` asks an object how to print itself; global, so the model needs no Node import. */
export const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;
