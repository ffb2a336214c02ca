/**
 * In the place of TensorFlow.js. The playground computes with plain numbers, so its page need not load it. As they load, the activations prepare
 * their forms for tensors by these names; nothing calls what they prepare.
 */
export const tf = {
  customGrad: <T>(f: T): T => f,
  serialization: {
    Serializable: class {},
    SerializationMap: { getMap: () => ({ classNameMap: {} }) },
    registerClass(): void {},
  },
};

/** What `about()` would say of it. */
export const backendInfo = { name: 'cpu', reason: 'the playground computes with plain numbers' };
