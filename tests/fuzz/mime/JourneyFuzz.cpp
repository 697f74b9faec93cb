// SPDX-License-Identifier: GPL-3.0-or-later
// Received fields of any bytes.
#include "core/mime/Journey.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::mime;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    std::vector<HeaderField> fields;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = std::min(bytes.find('\n', at), bytes.size());
        fields.push_back({QStringLiteral("Received"), {}, QByteArray(bytes.data() + at, static_cast<qsizetype>(end - at))});
        at = end + 1;
    }
    const Journey journey = readJourney(fields, {QStringLiteral("example.net")});
    require(journey.hops.size() <= 200 && journey.firstVouched <= journey.hops.size());
    for (std::size_t i = 0; i < journey.hops.size(); ++i) {
        const Hop &hop = journey.hops[i];
        require(!hop.delay || (hop.delay->count() >= 0 && !hop.clockIsWrong));
        require(hop.isVouchedFor == (i >= journey.firstVouched));
    }
    return 0;
}
