/* private_file.h - files with what is nobody else's business, whatever the umask says. */
#ifndef DMS_BASE_PRIVATE_FILE_H
#define DMS_BASE_PRIVATE_FILE_H

#include <stdio.h>

/* Opens PATH to be written from its beginning; a new one is its owner's alone (0600). NULL or
 * -1 with errno. */
FILE *private_stream(const char *path);
int private_open(const char *path, int flags);
/* Takes from an existing file what goes beyond 0640, and gives its owner the right to write:
 * a file others have left is mended as far as we may. */
void private_mend(const char *path);

#endif
