/* test_folder.c - the folder of a store, copied for a day and thrown away after it. */
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "script/test_host.h"

static bool
copy_file(const char *from, const char *to)
{
    struct stat about;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool well = in >= 0 && out >= 0 && fstat(in, &about) == 0;
    off_t left = well ? about.st_size : 0;
    while (well && left > 0) {
        ssize_t sent = sendfile(out, in, NULL, (size_t)left);
        well = sent > 0;
        left -= sent;
    }
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return well;
}

bool
folder_copy(const char *from, const char *to)
{
    struct dirent *entry;
    DIR *dir = opendir(from);
    bool well = dir != NULL && mkdir(to, 0700) == 0;
    while (well && (entry = readdir(dir)) != NULL) {
        char source[2048], target[2048];
        struct stat about;
        snprintf(source, sizeof(source), "%s/%s", from, entry->d_name);
        snprintf(target, sizeof(target), "%s/%s", to, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            stat(source, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode))
            well = folder_copy(source, target);
        else if (S_ISREG(about.st_mode))
            well = copy_file(source, target);
    }
    if (dir != NULL)
        closedir(dir);
    return well;
}

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
    (void)about;
    (void)kind;
    (void)walk;
    return remove(path);
}

void
folder_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
