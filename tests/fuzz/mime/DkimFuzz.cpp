// SPDX-License-Identifier: GPL-3.0-or-later
// A signed message of any bytes, with a key of any bytes (the first line).
#include "core/mime/DkimSignature.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::mime;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 30'000)
        return 0;
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    const auto line = std::min(bytes.find('\n'), bytes.size());
    const std::string_view key = bytes.substr(0, line);
    const std::string_view message = bytes.substr(std::min(line + 1, bytes.size()));
    const auto signatures = dkimSignatures(message);
    require(signatures.size() <= 10);
    for (const DkimSignature &signature : signatures)
        static_cast<void>(verifyDkim(message, signature, key, 0));
    return 0;
}
