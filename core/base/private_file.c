/* private_file.c - files with what is nobody else's business, whatever the umask says. */
#include "base/private_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEW   (S_IRUSR | S_IWUSR)
#define OLDER (S_IRUSR | S_IWUSR | S_IRGRP)

int
private_open(const char *path, int flags)
{
    return open(path, flags | O_CREAT | O_CLOEXEC, NEW);
}

FILE *
private_stream(const char *path)
{
    int file = private_open(path, O_WRONLY | O_TRUNC);
    FILE *stream = file < 0 ? NULL : fdopen(file, "wb");
    if (file >= 0 && stream == NULL)
        close(file);
    return stream;
}

void
private_mend(const char *path)
{
    struct stat about;
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return;
    mode_t mode = (about.st_mode & OLDER) | NEW;
    if ((about.st_mode & 07777) != mode && chmod(path, mode) != 0)
        errno = 0; /* another user's: what cannot be opened is told where it is opened */
}
