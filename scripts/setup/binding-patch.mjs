/**
 * Small additions to tfjs-node-gpu's binding, made on a copy of its sources before they are compiled: lists of strings and of types as
 * attributes of an operation, which TensorFlow's fused kernels take (`fused_ops: ['BiasAdd', 'Relu']`), and functions, which run a whole
 * graph as one operation (`binding/functions.cc`).
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { inRoot } from './paths.mjs';

/** Sources of ours, compiled with the binding's. */
export const additions = inRoot('scripts/setup/binding');

const stringList = `case TF_ATTR_STRING: {
      bool is_string_list = false;
      napi_is_array(env, js_value, &is_string_list);
      if (is_string_list) {
        uint32_t length;
        nstatus = napi_get_array_length(env, js_value, &length);
        ENSURE_NAPI_OK(env, nstatus);
        std::vector<std::string> values(length);
        std::vector<const void *> pointers(length);
        std::vector<size_t> sizes(length);
        for (uint32_t i = 0; i < length; ++i) {
          napi_value element;
          nstatus = napi_get_element(env, js_value, i, &element);
          ENSURE_NAPI_OK(env, nstatus);
          nstatus = GetStringParam(env, element, values[i]);
          ENSURE_NAPI_OK(env, nstatus);
          pointers[i] = values[i].data();
          sizes[i] = values[i].size();
        }
        TFE_OpSetAttrStringList(tfe_op, attr_name, pointers.data(), sizes.data(),
                                static_cast<int>(length));
        break;
      }`;

const typeList = `case TF_ATTR_TYPE: {
      bool is_type_list = false;
      napi_is_array(env, js_value, &is_type_list);
      if (is_type_list) {
        uint32_t length;
        nstatus = napi_get_array_length(env, js_value, &length);
        ENSURE_NAPI_OK(env, nstatus);
        std::vector<TF_DataType> types(length);
        for (uint32_t i = 0; i < length; ++i) {
          napi_value element;
          nstatus = napi_get_element(env, js_value, i, &element);
          ENSURE_NAPI_OK(env, nstatus);
          int32_t type;
          nstatus = napi_get_value_int32(env, element, &type);
          ENSURE_NAPI_OK(env, nstatus);
          types[i] = static_cast<TF_DataType>(type);
        }
        TFE_OpSetAttrTypeList(tfe_op, attr_name, types.data(),
                              static_cast<int>(length));
        break;
      }`;

const declarations = `napi_value AddFunction(napi_env env, napi_value name,
                         napi_value graph, napi_value inputs,
                         napi_value outputs, napi_value effects);
  napi_value RemoveFunction(napi_env env, napi_value name);

 private:`;

const callbacks = `static napi_value AddFunction(napi_env env, napi_callback_info info) {
  size_t argc = 5;
  napi_value args[5];
  napi_value js_this;
  napi_status nstatus =
      napi_get_cb_info(env, info, &argc, args, &js_this, nullptr);
  ENSURE_NAPI_OK_RETVAL(env, nstatus, nullptr);
  if (argc < 5) {
    NAPI_THROW_ERROR(env, "addFunction() takes 5 args but got %zu.", argc);
    return nullptr;
  }
  ENSURE_VALUE_IS_STRING_RETVAL(env, args[0], nullptr);
  ENSURE_VALUE_IS_TYPED_ARRAY_RETVAL(env, args[1], nullptr);
  for (int i = 2; i < 5; ++i) {
    ENSURE_VALUE_IS_ARRAY_RETVAL(env, args[i], nullptr);
  }
  TFJSBackend *const backend = GetTFJSBackend(env);
  if (!backend) return nullptr;
  return backend->AddFunction(env, args[0], args[1], args[2], args[3], args[4]);
}

static napi_value RemoveFunction(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value args[1];
  napi_value js_this;
  napi_status nstatus =
      napi_get_cb_info(env, info, &argc, args, &js_this, nullptr);
  ENSURE_NAPI_OK_RETVAL(env, nstatus, nullptr);
  if (argc < 1) {
    NAPI_THROW_ERROR(env, "removeFunction() takes 1 arg but got 0.");
    return nullptr;
  }
  ENSURE_VALUE_IS_STRING_RETVAL(env, args[0], nullptr);
  TFJSBackend *const backend = GetTFJSBackend(env);
  if (!backend) return nullptr;
  return backend->RemoveFunction(env, args[0]);
}

static napi_value InitTFNodeJSBinding(`;

const properties = `{"addFunction", nullptr, AddFunction, nullptr, nullptr, nullptr,
       napi_default, nullptr},
      {"removeFunction", nullptr, RemoveFunction, nullptr, nullptr, nullptr,
       napi_default, nullptr},
      {"createTensor",`;

// Patch: tfjs-binding
const patches = [
  { file: 'tfjs_backend.cc', find: 'case TF_ATTR_STRING: {', put: stringList },
  { file: 'tfjs_backend.cc', find: 'case TF_ATTR_TYPE: {', put: typeList },
  { file: 'tfjs_backend.h', find: ' private:', put: declarations },
  { file: 'tfjs_binding.cc', find: 'static napi_value InitTFNodeJSBinding(', put: callbacks },
  { file: 'tfjs_binding.cc', find: '{"createTensor",', put: properties },
];

/**
 * Copies the binding's sources and puts the additions in.
 * @returns {string} the folder of the copy, inside `work`
 * @throws {CommandError} where a place that a patch goes to is not there exactly once
 */
export function patchedSources(sources, work) {
  const folder = path.join(work, 'binding-sources');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  cpSync(sources, folder, { recursive: true });
  cpSync(additions, folder, { recursive: true });
  for (const { file, find, put } of patches) {
    const target = path.join(folder, file);
    const parts = readFileSync(target, 'utf8').split(find);
    if (parts.length !== 2)
      throw new CommandError(`The binding's ${file} is not the one this project knows: '${find}' occurs ${parts.length - 1} times.`);
    writeFileSync(target, parts.join(put));
  }
  return folder;
}
