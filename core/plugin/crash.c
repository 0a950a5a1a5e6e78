/* crash.c - the last words of the process: when, which signal, in whose code.
 *
 * Where everything lies is noted while plugins are loaded, so that the handler only compares
 * numbers and writes. A thread whose stack has run out cannot say anything, but for the first. */
#include "plugin/crash.h"

#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "plugin/plugin.h"

#define MOST_MODULES 256
#define MOST_FRAMES  48
#define TOLD_FRAMES  12
#define NAME_SIZE    48
#define STACK_SIZE   65536
#define FILE_LIMIT   (1 << 19)

struct module {
    uintptr_t start, end;
    char name[NAME_SIZE];   /* of the file */
    char plugin[NAME_SIZE]; /* "": ours, or a library's */
};

static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
#define SIGNALS (sizeof(signals) / sizeof(signals[0]))

static struct module modules[MOST_MODULES];
static size_t module_count;
static char loading[NAME_SIZE];
static struct sigaction before[SIGNALS];
static bool watched;
static int file = -1;

void
plugin_crash_watch(void)
{
    watched = true;
}

static void
copy_name(char *to, const char *from)
{
    size_t size = strnlen(from, NAME_SIZE - 1);
    memcpy(to, from, size);
    to[size] = '\0';
}

static const struct module *
module_at(uintptr_t address)
{
    for (size_t i = 0; i < module_count; i++)
        if (address >= modules[i].start && address < modules[i].end)
            return &modules[i];
    return NULL;
}

/* LIBRARY: the file of the plugin being noted, with its id; NULL: everything there is. */
struct noting {
    const char *library, *id;
};

static int
note_module(struct dl_phdr_info *info, size_t size, void *data)
{
    const struct noting *noting = data;
    const char *slash = strrchr(info->dlpi_name, '/');
    uintptr_t start = UINTPTR_MAX, end = 0;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t at = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type != PT_LOAD)
            continue;
        start = at < start ? at : start;
        end = at + segment->p_memsz > end ? at + segment->p_memsz : end;
    }
    if ((noting->library != NULL && strcmp(info->dlpi_name, noting->library) != 0) ||
        module_count == MOST_MODULES || module_at(start) != NULL)
        return 0;
    struct module *module = &modules[module_count++];
    *module = (struct module){ .start = start, .end = end };
    copy_name(module->name, slash == NULL ? info->dlpi_name : slash + 1);
    copy_name(module->plugin, noting->library != NULL ? noting->id : "");
    if (module->name[0] == '\0')
        copy_name(module->name, "dms");
    return 0;
}

/* One line, made without any help of the library: nothing else is safe by now. */
struct line {
    char text[1024];
    size_t size;
};

static void
say(struct line *line, const char *text)
{
    while (*text != '\0' && line->size < sizeof(line->text) - 1)
        line->text[line->size++] = *text++;
}

static void
say_number(struct line *line, uint64_t number, unsigned base)
{
    char digits[24];
    size_t at = sizeof(digits) - 1;
    digits[at] = '\0';
    do {
        digits[--at] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number > 0);
    say(line, digits + at);
}

/* What somebody else sent (a watchdog, an administrator) may meet any thread: nobody's fault. */
static const char *
blamed(const siginfo_t *info, void *const *frames, int count)
{
    if (info->si_code <= 0 && info->si_pid != getpid())
        return "-";
    for (int i = 0; i < count; i++) {
        const struct module *module = module_at((uintptr_t)frames[i]);
        if (module != NULL && module->plugin[0] != '\0')
            return module->plugin;
    }
    return loading[0] != '\0' ? loading : "-";
}

static void
say_frames(struct line *line, void *const *frames, int count)
{
    for (int i = 0; i < count && i < TOLD_FRAMES; i++) {
        const struct module *module = module_at((uintptr_t)frames[i]);
        say(line, " ");
        say(line, module == NULL ? "?" : module->name);
        say(line, "+0x");
        say_number(line, (uintptr_t)frames[i] - (module == NULL ? 0 : module->start), 16);
    }
}

static void
tell(const struct line *line)
{
    if (write(file, line->text, line->size) < 0)
        return; /* the disk may be the reason */
    if (write(STDERR_FILENO, line->text, line->size) < 0)
        return;
}

static void
on_crash(int number, siginfo_t *info, void *context)
{
    void *frames[MOST_FRAMES];
    struct line line = { .size = 0 };
    const char *name = sigabbrev_np(number);
    int count = backtrace(frames, MOST_FRAMES);
    (void)context;
    say_number(&line, (uint64_t)time(NULL), 10);
    say(&line, " SIG");
    say(&line, name == NULL ? "?" : name);
    say(&line, " ");
    say(&line, blamed(info, frames, count));
    say_frames(&line, frames, count);
    line.text[line.size++] = '\n';
    tell(&line);
    for (size_t i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
    /* A fault comes again by itself when this returns; what was sent does not. */
    if (info->si_code <= 0)
        raise(number);
}

static void
install(void)
{
    static bool installed;
    static char stack[STACK_SIZE];
    struct sigaction action = { .sa_sigaction = on_crash,
                                .sa_flags = SA_SIGINFO | SA_ONSTACK };
    void *frame;
    if (installed)
        return;
    installed = true;
    backtrace(&frame, 1); /* loads what it needs while there is time */
    sigaltstack(&(stack_t){ .ss_sp = stack, .ss_size = sizeof(stack) }, NULL);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &action, &before[i]);
}

void
crash_begin(const char *dir)
{
    char *path = NULL, *old = NULL;
    if (!watched)
        return;
    if (asprintf(&path, "%s/" CRASH_FILE, dir) < 0 || asprintf(&old, "%s.old", path) < 0)
        memory_end();
    if (file >= 0)
        close(file);
    file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0 && lseek(file, 0, SEEK_END) > FILE_LIMIT && rename(path, old) == 0) {
        close(file);
        file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    }
    free(old);
    free(path);
    dl_iterate_phdr(note_module, &(struct noting){ 0 });
    install();
}

void
crash_loading(const char *id)
{
    copy_name(loading, id);
}

void
crash_loaded(const struct plugin_item *item)
{
    if (watched)
        dl_iterate_phdr(note_module, &(struct noting){ item->file, item->id });
}
