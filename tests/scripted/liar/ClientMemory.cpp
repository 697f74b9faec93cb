// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for malloc() in this program and the libraries it uses, and counts.
#include "tests/scripted/liar/ClientMemory.h"

#include "tests/support/model/ModelConnection.h"

#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>

namespace {

std::atomic<std::int64_t> used{0};
std::atomic<std::int64_t> most{0};

} // namespace

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
void *__libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void *memory);
}

namespace {

void *taken(void *memory)
{
    if (!memory || tern::test::isModelServerThread())
        return memory;
    const auto size = static_cast<std::int64_t>(::malloc_usable_size(memory));
    const std::int64_t now = used.fetch_add(size, std::memory_order_relaxed) + size;
    std::int64_t before = most.load(std::memory_order_relaxed);
    while (now > before && !most.compare_exchange_weak(before, now, std::memory_order_relaxed)) {
    }
    return memory;
}

void given(void *memory)
{
    if (memory && !tern::test::isModelServerThread())
        used.fetch_sub(static_cast<std::int64_t>(::malloc_usable_size(memory)), std::memory_order_relaxed);
}

} // namespace

extern "C" {

void *malloc(std::size_t size) noexcept
{
    return taken(__libc_malloc(size));
}

void *calloc(std::size_t count, std::size_t size) noexcept
{
    return taken(__libc_calloc(count, size));
}

void *realloc(void *memory, std::size_t size) noexcept
{
    given(memory);
    void *const moved = __libc_realloc(memory, size);
    if (!moved && size > 0)
        taken(memory);
    return taken(moved);
}

void *memalign(std::size_t alignment, std::size_t size) noexcept
{
    return taken(__libc_memalign(alignment, size));
}

void *aligned_alloc(std::size_t alignment, std::size_t size) noexcept
{
    return taken(__libc_memalign(alignment, size));
}

int posix_memalign(void **memory, std::size_t alignment, std::size_t size) noexcept
{
    *memory = taken(__libc_memalign(alignment, size));
    return *memory ? 0 : ENOMEM;
}

void free(void *memory) noexcept
{
    given(memory);
    __libc_free(memory);
}

} // extern "C"
#endif

namespace tern::test {

std::int64_t ClientMemory::now()
{
    return used.load();
}

std::int64_t ClientMemory::peak()
{
    return most.load();
}

void ClientMemory::forgetPeak()
{
    most = used.load();
}

} // namespace tern::test
