// Listens on the kernel's ports, then becomes the kernel: `listen CONNECTION_FILE PROGRAM ARGUMENT…`. Linux only; see front/messages/listening.ts.
//
// Jupyter's client connects as soon as it has started the kernel. A connection that nobody listens for is tried again only after .1 to .2 s;
// one that waits for the kernel to start is taken at once. Where anything fails, the program starts all the same, and binds its ports itself.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

const char *const kChannels[] = {"shell", "control", "iopub", "stdin", "hb"};
const int kWaiting = 100;  // connections that wait to be taken, as many as ZeroMQ lets wait

std::string ReadFile(const char *path) {
  std::string text;
  char buffer[4096];
  FILE *file = fopen(path, "re");
  if (!file) return text;
  for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0 && text.size() < 65536;) text.append(buffer, got);
  fclose(file);
  return text;
}

// Where the value of a key begins in a flat JSON object, or null. Jupyter writes no escapes into the keys and values that are read here.
const char *ValueOf(const std::string &json, const std::string &key) {
  const size_t found = json.find("\"" + key + "\"");
  if (found == std::string::npos) return nullptr;
  const size_t value = json.find_first_not_of(" \t\r\n:", found + key.size() + 2);
  return value == std::string::npos ? nullptr : json.c_str() + value;
}

std::string TextOf(const std::string &json, const std::string &key) {
  const char *value = ValueOf(json, key);
  if (!value || *value != '"') return "";
  const char *end = strchr(value + 1, '"');
  return end ? std::string(value + 1, end) : "";
}

// A socket that listens, or -1.
int Listen(const in_addr &host, long port) {
  if (port < 1 || port > 65535) return -1;
  const int made = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (made < 0) return -1;
  const int yes = 1;  // as ZeroMQ does
  setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr = host;
  address.sin_port = htons(static_cast<uint16_t>(port));
  if (bind(made, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 && listen(made, kWaiting) == 0) return made;
  close(made);
  return -1;
}

// The descriptors as "shell=3 control=4 …", or nothing unless all ports are listened on.
std::string ListenOnAll(const std::string &json) {
  in_addr host;
  const std::string transport = TextOf(json, "transport");
  if ((transport != "" && transport != "tcp") || inet_pton(AF_INET, TextOf(json, "ip").c_str(), &host) != 1) return "";
  std::string found;
  std::vector<int> opened;
  for (const char *channel : kChannels) {
    const char *port = ValueOf(json, std::string(channel) + "_port");
    const int made = port ? Listen(host, strtol(port, nullptr, 10)) : -1;
    if (made < 0) {
      for (const int one : opened) close(one);
      return "";
    }
    opened.push_back(made);
    found += (found.empty() ? "" : " ") + std::string(channel) + "=" + std::to_string(made);
  }
  return found;
}

}  // namespace

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: listen CONNECTION_FILE PROGRAM ARGUMENT…\n");
    return 2;
  }
  const std::string found = ListenOnAll(ReadFile(arguments[1]));
  if (found.empty()) unsetenv("LECTURE_LAB_SOCKETS");
  else setenv("LECTURE_LAB_SOCKETS", found.c_str(), 1);
  execvp(arguments[2], arguments + 2);
  perror(arguments[2]);
  return 127;
}
