// SPDX-License-Identifier: GPL-3.0-or-later
// Authentication-Results of any bytes.
#include "core/mime/AuthenticationResults.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::mime;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 30'000)
        return 0;
    const AuthenticationResults found = parseAuthenticationResults(tern::fuzz::bytesOf(data, size));
    require(found.results.size() <= 100);
    for (const AuthenticationResults::Result &result : found.results)
        require(!result.method.empty() && !found.of(result.method).empty() == std::any_of(found.results.begin(), found.results.end(), [&](const auto &one) {
                    return one.method == result.method && !one.result.empty();
                }));
    return 0;
}
