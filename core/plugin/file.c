/* file.c - looks at a plugin's library without running any of it. */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "plugin/item.h"

#if defined(__x86_64__)
#define OUR_MACHINE EM_X86_64
#elif defined(__aarch64__)
#define OUR_MACHINE EM_AARCH64
#elif defined(__riscv)
#define OUR_MACHINE EM_RISCV
#elif defined(__loongarch__)
#define OUR_MACHINE 258
#else
#define OUR_MACHINE EM_NONE
#endif
#define OUR_CLASS     (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32)
#define OUR_DATA      (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB)
#define MOST_SEGMENTS 512

char *
plugin_read_file(const char *path, size_t limit, size_t *size)
{
    struct stat info;
    char *text = NULL;
    ssize_t got = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        errno = EINVAL;
        goto done;
    }
    if (info.st_size > (off_t)limit) {
        errno = EFBIG;
        goto done;
    }
    text = memory_get((size_t)info.st_size + 1);
    for (*size = 0; *size < (size_t)info.st_size; *size += (size_t)got) {
        got = read(fd, text + *size, (size_t)info.st_size - *size);
        if (got <= 0)
            break;
    }
done:
    close(fd);
    return text;
}

static enum dms_status
fault(const struct plugin_item *item, const char *key, struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, key, "file=%s", item->file);
    dms_error_at_file(error, item->file, 0);
    return DMS_INVALID;
}

enum dms_status
plugin_file_place(const struct plugin_item *item, struct dms_error *error)
{
    struct stat info;
    if (lstat(item->file, &info) != 0)
        return fault(item, "plugin.no_library", error);
    if (S_ISLNK(info.st_mode)) {
        char *real = realpath(item->file, NULL);
        dms_fail(error, DMS_INVALID, "plugin.link", "target=%s",
                 real == NULL ? "?" : real);
        dms_error_at_file(error, item->file, 0);
        free(real);
        return DMS_INVALID;
    }
    return S_ISREG(info.st_mode) ? DMS_OK : fault(item, "plugin.not_regular", error);
}

static enum dms_status
check_rights(const char *path, struct dms_error *error)
{
    struct stat info;
    if (stat(path, &info) == 0 && (info.st_mode & (S_IWGRP | S_IWOTH)) == 0)
        return DMS_OK;
    dms_fail(error, DMS_INVALID, "plugin.writable", "path=%s", path);
    dms_error_at_file(error, path, 0);
    return DMS_INVALID;
}

enum dms_status
plugin_file_rights(const struct plugin_item *item, struct dms_error *error)
{
    enum dms_status st = check_rights(item->dir, error);
    if (st == DMS_OK)
        st = check_rights(item->manifest, error);
    return st == DMS_OK ? check_rights(item->file, error) : st;
}

/* Does a part of the file that begins at OFFSET end inside it? */
static bool
inside(uint64_t offset, uint64_t length, uint64_t size)
{
    return offset <= size && length <= size - offset;
}

static const char *
judge_head(const ElfW(Ehdr) * head)
{
    if (memcmp(head->e_ident, ELFMAG, SELFMAG) != 0)
        return "plugin.no_elf";
    if (head->e_ident[EI_CLASS] != OUR_CLASS || head->e_ident[EI_DATA] != OUR_DATA ||
        (OUR_MACHINE != EM_NONE && head->e_machine != OUR_MACHINE))
        return "plugin.other_machine";
    if (head->e_type != ET_DYN)
        return "plugin.no_shared_object";
    return NULL;
}

/* The loader maps segments without looking at the file's end: reading beyond kills. */
static const char *
judge_segments(int fd, const ElfW(Ehdr) * head, uint64_t size)
{
    uint64_t length = (uint64_t)head->e_phnum * head->e_phentsize;
    if (head->e_phentsize != sizeof(ElfW(Phdr)) || head->e_phnum == 0 ||
        head->e_phnum > MOST_SEGMENTS)
        return "plugin.no_shared_object";
    if (!inside(head->e_phoff, length, size) ||
        !inside(head->e_shoff, (uint64_t)head->e_shnum * head->e_shentsize, size))
        return "plugin.truncated";
    ElfW(Phdr) *segments = memory_get(length);
    bool whole = pread(fd, segments, length, (off_t)head->e_phoff) == (ssize_t)length;
    for (int i = 0; whole && i < head->e_phnum; i++)
        whole = inside(segments[i].p_offset, segments[i].p_filesz, size);
    free(segments);
    return whole ? NULL : "plugin.truncated";
}

enum dms_status
plugin_file_format(const struct plugin_item *item, struct dms_error *error)
{
    ElfW(Ehdr) head;
    struct stat info;
    const char *what = NULL;
    int fd = open(item->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &info) != 0)
        what = "plugin.no_library";
    else if (info.st_size == 0)
        what = "plugin.empty";
    else if (pread(fd, &head, sizeof(head), 0) != (ssize_t)sizeof(head))
        what = info.st_size < SELFMAG ? "plugin.no_elf" : "plugin.truncated";
    else
        what = judge_head(&head);
    if (what == NULL)
        what = judge_segments(fd, &head, (uint64_t)info.st_size);
    if (fd >= 0)
        close(fd);
    return what == NULL ? DMS_OK : fault(item, what, error);
}

enum dms_status
plugin_file_digest(const struct plugin_item *item, struct dms_error *error)
{
    char digest[DIGEST_TEXT_SIZE];
    if (item->sha256 == NULL)
        return DMS_OK;
    enum dms_status st = digest_file_sha256(item->file, digest, error);
    if (st != DMS_OK || strcasecmp(digest, item->sha256) == 0)
        return st;
    dms_fail(error, DMS_INVALID, "plugin.other_digest", "expected=%s|found=%s",
             item->sha256, digest);
    dms_error_at_file(error, item->file, 0);
    return DMS_INVALID;
}
