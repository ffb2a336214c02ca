// Gives memory back to the system that a process used while it started and may never need again. Linux only; see ../memory.ts.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <fcntl.h>
#include <malloc.h>
#include <node_api.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

struct Mapping {
  uintptr_t start = 0;
  uintptr_t end = 0;
  char permissions[5] = "";
  bool is_file = false;
  // Kilobytes: pages that hold something other than the file does, and pages of any kind.
  long anonymous = 0;
  long dirty = 0;
  long resident = 0;
};

std::vector<Mapping> ReadMappings() {
  std::vector<Mapping> mappings;
  FILE *file = fopen("/proc/self/smaps", "r");
  if (!file) return mappings;
  char line[4096];
  while (fgets(line, sizeof line, file)) {
    Mapping mapping;
    char path[2] = "";
    unsigned long start, end;
    // A field line, such as "Anonymous: 4 kB", never reads as "from-to permissions …".
    if (sscanf(line, "%lx-%lx %4s %*s %*s %*s %1s", &start, &end, mapping.permissions, path) >= 3) {
      mapping.start = start;
      mapping.end = end;
      mapping.is_file = path[0] == '/';
      mappings.push_back(mapping);
    } else if (!mappings.empty()) {
      Mapping &last = mappings.back();
      sscanf(line, "Anonymous: %ld", &last.anonymous);
      sscanf(line, "Private_Dirty: %ld", &last.dirty);
      sscanf(line, "Rss: %ld", &last.resident);
    }
  }
  fclose(file);
  return mappings;
}

// Lets go of the pages of programs and libraries, which are read from their files again where they are needed again:
// only of mappings that nobody can write to and that hold nothing but the file's own content.
double ReleaseFilePages() {
  double kilobytes = 0;
  for (const Mapping &m : ReadMappings()) {
    if (!m.is_file || m.permissions[1] == 'w' || m.permissions[0] != 'r' || m.anonymous || m.dirty) continue;
    if (madvise(reinterpret_cast<void *>(m.start), m.end - m.start, MADV_DONTNEED) == 0) kilobytes += m.resident;
  }
  return kilobytes * 1024;
}

// The file's content from `from` to `from + size`, or nothing.
std::string ReadFile(int fd, off_t from, size_t size) {
  std::string text(size, '\0');
  ssize_t got = pread(fd, &text[0], size, from);
  text.resize(got < 0 ? 0 : static_cast<size_t>(got));
  return text;
}

// Lets go of a private copy of a file's content, such as Node's copy of the start-up snapshot, from which all that is wanted has
// been made. Only whole pages that equal the file byte by byte are given up; they read as zeros afterwards.
double ReleaseCopyOf(const char *path) {
  const size_t page = 4096, chunk = 1 << 20;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  struct stat info;
  double released = 0;
  if (fstat(fd, &info) == 0 && static_cast<size_t>(info.st_size) > 4 * chunk) {
    const size_t size = info.st_size, middle = size / 2;
    const std::string probe = ReadFile(fd, middle, page);
    for (const Mapping &m : ReadMappings()) {
      if (m.is_file || strcmp(m.permissions, "rw-p") != 0 || m.end - m.start < size / 2 || probe.size() < page) continue;
      const char *begin = reinterpret_cast<const char *>(m.start), *end = reinterpret_cast<const char *>(m.end);
      const char *found = static_cast<const char *>(memmem(begin, end - begin, probe.data(), probe.size()));
      if (!found) continue;
      // Where the file's first byte would lie; the copy may lack some of the file's head and tail.
      const char *origin = found - middle;
      const char *from = origin < begin ? begin : origin, *to = origin + size > end ? end : origin + size;
      const char *equal = nullptr;  // where a run of pages that equal the file's begins
      const auto release = [&](const char *until) {
        if (equal && madvise(const_cast<char *>(equal), until - equal, MADV_DONTNEED) == 0) released += until - equal;
        equal = nullptr;
      };
      const char *at = from + (page - reinterpret_cast<uintptr_t>(from) % page) % page;
      while (at + page <= to) {
        const size_t left = to - at, length = left < chunk ? left / page * page : chunk;
        const std::string text = ReadFile(fd, at - origin, length);
        for (size_t i = 0; i + page <= length; i += page) {
          if (i + page > text.size() || memcmp(at + i, text.data() + i, page) != 0) release(at + i);
          else if (!equal) equal = at + i;
        }
        release(at + length);  // before the next chunk: what is let go need not be kept in mind
        at += length;
      }
      break;
    }
  }
  close(fd);
  return released;
}

napi_value Number(napi_env env, double value) {
  napi_value number;
  return napi_create_double(env, value, &number) == napi_ok ? number : nullptr;
}

napi_value ReleasePages(napi_env env, napi_callback_info) {
  malloc_trim(0);
  return Number(env, ReleaseFilePages());
}

napi_value ReleaseCopy(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  char path[4096];
  size_t length;
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count < 1 ||
      napi_get_value_string_utf8(env, argument, path, sizeof path, &length) != napi_ok) {
    napi_throw_type_error(env, nullptr, "releaseCopy takes the path of a file");
    return nullptr;
  }
  return Number(env, ReleaseCopyOf(path));
}

napi_value Init(napi_env env, napi_value exports) {
  const napi_property_descriptor functions[] = {
      {"releasePages", nullptr, ReleasePages, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"releaseCopy", nullptr, ReleaseCopy, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
  };
  napi_define_properties(env, exports, 2, functions);
  return exports;
}

}  // namespace

NAPI_MODULE(memory, Init)
