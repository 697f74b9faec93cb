// SPDX-License-Identifier: GPL-3.0-or-later
// What an attached file is, and what a zip file says is in it. The first line is its name.
#include "core/files/FileLook.h"
#include "core/files/ZipListing.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::files;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 100'000)
        return 0;
    const std::string_view input = tern::fuzz::bytesOf(data, size);
    const std::size_t line = input.find('\n');
    const std::string_view name = input.substr(0, line);
    const std::string_view bytes = line == std::string_view::npos ? std::string_view() : input.substr(line + 1);
    const QString named = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    const FileLook look = lookAtFile(bytes, named, QStringLiteral("application/pdf"));
    // What its name or content can run is never called harmless.
    require(!isProgramKind(look.content.kind) || look.level == FileLook::Level::Dangerous);
    require(!isProgramKind(typeByName(named).kind) || look.level == FileLook::Level::Dangerous);
    require(bytes.empty() == (look.content.kind == FileKind::Empty));
    if (const auto listing = listZip(bytes)) {
        require(listing->entries.size() <= 2'000 && listing->count <= 100'000 && listing->size >= 0 && listing->packed >= 0);
        require(static_cast<std::size_t>(listing->count) * 46 <= bytes.size());
        for (const ZipEntry &entry : listing->entries)
            require(entry.name.size() <= 1'000 && entry.size >= 0 && entry.packed >= 0);
    }
    return 0;
}
