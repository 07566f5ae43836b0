#pragma once
#include <sys/types.h>

/// Starts a program, without a shell, in a folder and in a process group of its own.
/// - command: the program and its arguments, ended by NULL; a name without a slash is looked for on the PATH.
/// - ours: becomes the ends of three pipes that stay here: to its standard input, from its standard output,
///   from its standard error. None of them blocks, and no other program inherits them.
/// Gives 0, or the number of the error.
int pm_spawn(char *const command[], const char *folder, int ours[3], pid_t *pid);
