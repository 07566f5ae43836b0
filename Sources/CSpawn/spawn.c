// In C, as the declarations of pipe2 and of the working directory of a new program are kept from Swift on Linux.
#define _GNU_SOURCE
#include "CSpawn.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

extern char **environ;

/// A pipe whose ends no other program inherits.
static int make_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

static int start(char *const command[], const char *folder, const int theirs[3], pid_t *pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (int stream = 0; stream < 3; stream++) posix_spawn_file_actions_adddup2(&actions, theirs[stream], stream);
  posix_spawn_file_actions_addchdir_np(&actions, folder);
  // A group of its own, so that what it starts ends with it; and no signal ignored because we ignore it.
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &ours);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  int error = posix_spawnp(pid, command[0], &actions, &attributes, command, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int pm_spawn(char *const command[], const char *folder, int ours[3], pid_t *pid) {
  int pipes[3][2];
  int made = 0;
  int error = 0;
  while (made < 3 && make_pipe(pipes[made]) == 0) made++;
  if (made < 3) {
    error = errno;
  } else {
    const int theirs[3] = {pipes[0][0], pipes[1][1], pipes[2][1]};
    error = start(command, folder, theirs, pid);
  }
  for (int stream = 0; stream < made; stream++) {
    int mine = pipes[stream][stream == 0 ? 1 : 0];
    close(pipes[stream][stream == 0 ? 0 : 1]);
    if (error != 0) {
      close(mine);
    } else {
      ours[stream] = mine;
      fcntl(mine, F_SETFL, fcntl(mine, F_GETFL) | O_NONBLOCK);
    }
  }
  return error;
}
