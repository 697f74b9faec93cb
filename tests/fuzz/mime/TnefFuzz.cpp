// SPDX-License-Identifier: GPL-3.0-or-later
// A winmail.dat of any bytes, a compressed RTF, an RTF, and files in text.
#include "core/mime/Tnef.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::mime;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 50'000)
        return 0;
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    const QByteArray raw(bytes.data(), static_cast<qsizetype>(size));
    if (const auto tnef = readTnef(raw, "GB18030")) {
        require(tnef->files.size() <= 1'000);
        require(tnef->rtf.size() <= raw.size() * 16 + 65'536 + 32);
    }
    require(unpackRtf(raw, 100'000).size() <= 100'000 + 32);
    require(rtfToText(raw).size() <= raw.size() + 1);
    const TextAndFiles taken = takeFilesOut(bytes);
    std::size_t all = taken.text.size();
    for (const EmbeddedFile &file : taken.files)
        all += static_cast<std::size_t>(file.content.size());
    require(taken.files.size() <= 100 && all <= bytes.size());
    return 0;
}
