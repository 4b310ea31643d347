// An object that throws when it is asked for something it does not have, in place of an undefined that looks like an answer.

const QUIETLY = new Set(["then", "toJSON", "constructor"]);

exports.strict = function strict(name, object) {
  return new Proxy(object, {
    get(target, key) {
      if (key in target || typeof key === "symbol" || QUIETLY.has(key) || key.startsWith("_")) {
        const value = target[key];
        // Private members know the object itself only.
        const isMethod =
          typeof value === "function" && typeof target !== "function" && !/^[A-Z]/.test(String(key));
        return isMethod ? value.bind(target) : value;
      }
      throw new Error(`The stand-in for Electron has no ${name}.${key}`);
    },
  });
};
