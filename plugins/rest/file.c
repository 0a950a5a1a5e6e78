/* file.c - certificates come in, our address goes out. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LARGEST (1024 * 1024) /* bytes: a certificate with its chain is a few thousand */

static enum dms_status
cannot(const char *path, const char *reason, struct dms_error *error)
{
    enum dms_status st =
        dms_fail(error, DMS_INVALID, "rest.bad_file", "file=%s|reason=%s", path, reason);
    dms_error_at_file(error, path, 0);
    return st;
}

enum dms_status
file_read(const char *path, char **text, struct dms_error *error)
{
    char *data = calloc(1, LARGEST + 1);
    FILE *file = fopen(path, "re");
    size_t size = file != NULL && data != NULL ? fread(data, 1, LARGEST + 1, file) : 0;
    enum dms_status st = DMS_OK;
    if (file == NULL || data == NULL || ferror(file))
        st = cannot(path, strerror(errno), error);
    else if (size > LARGEST)
        st = cannot(path, strerror(EFBIG), error);
    if (file != NULL)
        fclose(file);
    if (st == DMS_OK)
        *text = realloc(data, size + 1);
    if (st != DMS_OK || *text == NULL)
        free(data);
    return st;
}

enum dms_status
file_write(const char *path, const char *text, struct dms_error *error)
{
    size_t size = strlen(text);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool done = file >= 0 && write(file, text, size) == (ssize_t)size &&
                write(file, "\n", 1) == 1;
    enum dms_status st = done ? DMS_OK : cannot(path, strerror(errno), error);
    if (file >= 0)
        close(file);
    return st;
}
