// Functions: a graph that becomes an operation of its own, to be run by executeOp(name, [], inputs, outputs) like any other.
// TensorFlow optimizes the graph once and runs it whole: one call for a training step instead of one for each of its operations.
#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"
#include "tf_auto_status.h"
#include "tfjs_backend.h"
#include "utils.h"

#include <memory>
#include <string>
#include <vector>

namespace tfnodejs {

namespace {

struct GraphDeleter {
  void operator()(TF_Graph *graph) const { TF_DeleteGraph(graph); }
};
struct OptionsDeleter {
  void operator()(TF_ImportGraphDefOptions *options) const { TF_DeleteImportGraphDefOptions(options); }
};
struct BufferDeleter {
  void operator()(TF_Buffer *buffer) const { TF_DeleteBuffer(buffer); }
};
struct FunctionDeleter {
  void operator()(TF_Function *function) const { TF_DeleteFunction(function); }
};

bool ReadStrings(napi_env env, napi_value array, std::vector<std::string> *strings) {
  uint32_t length;
  napi_status nstatus = napi_get_array_length(env, array, &length);
  ENSURE_NAPI_OK_RETVAL(env, nstatus, false);
  strings->resize(length);
  for (uint32_t i = 0; i < length; ++i) {
    napi_value element;
    nstatus = napi_get_element(env, array, i, &element);
    ENSURE_NAPI_OK_RETVAL(env, nstatus, false);
    nstatus = GetStringParam(env, element, (*strings)[i]);
    ENSURE_NAPI_OK_RETVAL(env, nstatus, false);
  }
  return true;
}

// "node:1" is the node's second output, "node" its first; index stays 0 for a node that is wanted for its effect.
bool FindOutput(napi_env env, TF_Graph *graph, const std::string &text, TF_Output *output) {
  const size_t colon = text.rfind(':');
  const std::string name = text.substr(0, colon);
  output->index = colon == std::string::npos ? 0 : atoi(text.c_str() + colon + 1);
  output->oper = TF_GraphOperationByName(graph, name.c_str());
  if (output->oper == nullptr) NAPI_THROW_ERROR(env, "The graph has no node '%s'.", name.c_str());
  return output->oper != nullptr;
}

bool FindOutputs(napi_env env, TF_Graph *graph, napi_value names, std::vector<TF_Output> *outputs) {
  std::vector<std::string> texts;
  if (!ReadStrings(env, names, &texts)) return false;
  outputs->resize(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!FindOutput(env, graph, texts[i], &(*outputs)[i])) return false;
  }
  return true;
}

}  // namespace

napi_value TFJSBackend::AddFunction(napi_env env, napi_value name_value, napi_value graph_value, napi_value inputs_value,
                                    napi_value outputs_value, napi_value effects_value) {
  std::string name;
  napi_status nstatus = GetStringParam(env, name_value, name);
  ENSURE_NAPI_OK_RETVAL(env, nstatus, nullptr);

  napi_typedarray_type type;
  size_t length;
  void *bytes;
  nstatus = napi_get_typedarray_info(env, graph_value, &type, &length, &bytes, nullptr, nullptr);
  ENSURE_NAPI_OK_RETVAL(env, nstatus, nullptr);

  TF_AutoStatus tf_status;
  std::unique_ptr<TF_Graph, GraphDeleter> graph(TF_NewGraph());
  std::unique_ptr<TF_ImportGraphDefOptions, OptionsDeleter> options(TF_NewImportGraphDefOptions());
  std::unique_ptr<TF_Buffer, BufferDeleter> buffer(TF_NewBufferFromString(bytes, length));
  TF_GraphImportGraphDef(graph.get(), buffer.get(), options.get(), tf_status.status);
  ENSURE_TF_OK_RETVAL(env, tf_status, nullptr);

  std::vector<TF_Output> inputs, outputs, effects;
  if (!FindOutputs(env, graph.get(), inputs_value, &inputs) || !FindOutputs(env, graph.get(), outputs_value, &outputs) ||
      !FindOutputs(env, graph.get(), effects_value, &effects)) {
    return nullptr;
  }
  std::vector<const TF_Operation *> effect_nodes;
  for (const TF_Output &effect : effects) effect_nodes.push_back(effect.oper);

  std::unique_ptr<TF_Function, FunctionDeleter> function(TF_GraphToFunctionWithControlOutputs(
      graph.get(), name.c_str(), /*append_hash_to_fn_name=*/0, /*num_opers=*/-1, nullptr, inputs.size(), inputs.data(),
      outputs.size(), outputs.data(), /*output_names=*/nullptr, effect_nodes.size(), effect_nodes.data(),
      /*control_output_names=*/nullptr, /*opts=*/nullptr, /*description=*/nullptr, tf_status.status));
  ENSURE_TF_OK_RETVAL(env, tf_status, nullptr);
  TFE_ContextAddFunction(tfe_context_, function.get(), tf_status.status);
  ENSURE_TF_OK_RETVAL(env, tf_status, nullptr);
  return nullptr;
}

napi_value TFJSBackend::RemoveFunction(napi_env env, napi_value name_value) {
  std::string name;
  napi_status nstatus = GetStringParam(env, name_value, name);
  ENSURE_NAPI_OK_RETVAL(env, nstatus, nullptr);
  TF_AutoStatus tf_status;
  TFE_ContextRemoveFunction(tfe_context_, name.c_str(), tf_status.status);
  ENSURE_TF_OK_RETVAL(env, tf_status, nullptr);
  return nullptr;
}

}  // namespace tfnodejs
