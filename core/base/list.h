/* list.h - a growing array of pointers, and memory that cannot fail. */
#ifndef DMS_BASE_LIST_H
#define DMS_BASE_LIST_H

#include <stddef.h>

struct list {
    void **items;
    size_t count, room;
};

void list_add(struct list *list, void *item);
/* Frees the array, after DESTROY (may be NULL) on each item. */
void list_clear(struct list *list, void (*destroy)(void *item));

/* malloc, realloc and strdup that end the program with one log line when memory is out. */
void *memory_get(size_t size); /* zeroed */
void *memory_grow(void *memory, size_t size);
char *memory_copy(const char *text); /* NULL gives NULL */
char *memory_copy_sized(const char *text, size_t size);
/* For a library that could not get its memory. */
_Noreturn void memory_end(void);

#endif
