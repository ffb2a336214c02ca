// Gives memory back to the system that a process used while it started and may never need again. Linux only; see shared/memory.ts.
//
// Other threads go on while this runs, and may unmap or map anything. So no memory of theirs is touched: it is read through
// /proc/self/mem, where a page that is gone is an error and not a signal, and nothing is given up but what cannot go away meanwhile:
// pages of loaded libraries while the loader is locked, and Node's copy of the snapshot, which Node keeps until the end.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <node_api.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

const size_t kPage = 4096, kChunk = 1 << 20;

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
  FILE *file = fopen("/proc/self/smaps", "re");
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

struct LibraryPages {
  bool read = false;
  std::vector<Mapping> mappings;
  double kilobytes = 0;
};

// Called for each loaded program or library, with the loader locked: none of them can be unloaded meanwhile.
int ReleaseLibrary(struct dl_phdr_info *library, size_t, void *data) {
  LibraryPages &pages = *static_cast<LibraryPages *>(data);
  if (!pages.read) pages.mappings = ReadMappings();  // under the lock, so that they stay true
  pages.read = true;
  for (int i = 0; i < library->dlpi_phnum; i++) {
    const ElfW(Phdr) &segment = library->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W)) continue;
    const uintptr_t start = library->dlpi_addr + segment.p_vaddr, end = start + segment.p_memsz;
    for (const Mapping &m : pages.mappings) {
      // The segment's own mapping: read from the file, unwritable, and with nothing in it but what the file holds.
      if (m.end <= start || m.start >= end || m.start + kPage <= start) continue;
      if (!m.is_file || m.permissions[1] == 'w' || m.permissions[0] != 'r' || m.anonymous || m.dirty) continue;
      const uintptr_t to = std::min(m.end, (end + kPage - 1) / kPage * kPage);
      if (madvise(reinterpret_cast<void *>(m.start), to - m.start, MADV_DONTNEED) == 0) pages.kilobytes += m.resident;
    }
  }
  return 0;
}

// Lets go of the pages of programs and libraries, which are read from their files again where they are needed again.
double ReleaseFilePages() {
  LibraryPages pages;
  dl_iterate_phdr(ReleaseLibrary, &pages);
  return pages.kilobytes * 1024;
}

// Content of a file, or of this process's memory through /proc/self/mem: as much of it as can be read.
std::string ReadAt(int fd, uint64_t from, size_t size) {
  std::string text(size, '\0');
  ssize_t got = pread(fd, &text[0], size, static_cast<off_t>(from));
  text.resize(got < 0 ? 0 : static_cast<size_t>(got));
  return text;
}

// Where in a mapping the probe lies, or 0.
uintptr_t Find(int memory, const Mapping &m, const std::string &probe) {
  for (uintptr_t at = m.start; at < m.end; at += kChunk) {
    const std::string text = ReadAt(memory, at, std::min<size_t>(m.end - at, kChunk + probe.size()));
    const size_t found = text.find(probe);
    if (found != std::string::npos) return at + found;
  }
  return 0;
}

struct Run {
  uintptr_t start;
  uintptr_t end;
};

// The whole pages of a mapping that equal the file byte by byte, where the file's first byte would lie at `origin`.
std::vector<Run> EqualPages(int memory, int file, const Mapping &m, uintptr_t origin, size_t size) {
  std::vector<Run> runs;
  const uintptr_t to = std::min<uintptr_t>(origin + size, m.end);
  uintptr_t at = (std::max<uintptr_t>(origin, m.start) + kPage - 1) / kPage * kPage;
  while (at + kPage <= to) {
    const size_t length = std::min<size_t>(to - at, kChunk) / kPage * kPage;
    const std::string mine = ReadAt(memory, at, length), theirs = ReadAt(file, at - origin, length);
    for (size_t i = 0; i + kPage <= std::min(mine.size(), theirs.size()); i += kPage) {
      if (mine.compare(i, kPage, theirs, i, kPage) != 0) continue;
      if (!runs.empty() && runs.back().end == at + i) runs.back().end += kPage;
      else runs.push_back({at + i, at + i + kPage});
    }
    at += length;
  }
  return runs;
}

// Lets go of a private copy of a file's content, namely Node's copy of the start-up snapshot, from which all that is wanted has
// been made. Given up only where nearly all of the file is found; it reads as zeros afterwards.
double ReleaseCopyOf(const char *path) {
  double released = 0;
  const int file = open(path, O_RDONLY | O_CLOEXEC), memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (file >= 0 && memory >= 0 && fstat(file, &info) == 0 && static_cast<size_t>(info.st_size) > 4 * kChunk) {
    const size_t size = info.st_size, middle = size / 2;
    const std::string probe = ReadAt(file, middle, kPage);
    for (const Mapping &m : ReadMappings()) {
      if (m.is_file || strcmp(m.permissions, "rw-p") != 0 || m.end - m.start < size / 2 || probe.size() < kPage) continue;
      const uintptr_t found = Find(memory, m, probe);
      if (found < m.start + middle / 2) continue;  // not there, or too little before it
      const std::vector<Run> runs = EqualPages(memory, file, m, found - middle, size);
      size_t equal = 0;
      for (const Run &run : runs) equal += run.end - run.start;
      if (equal < size / 10 * 9) continue;
      for (const Run &run : runs)
        if (madvise(reinterpret_cast<void *>(run.start), run.end - run.start, MADV_DONTNEED) == 0) released += run.end - run.start;
      break;
    }
  }
  if (file >= 0) close(file);
  if (memory >= 0) close(memory);
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
