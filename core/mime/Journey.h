// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/ParsedMessage.h"
#include "core/mime/ReceivedField.h"

#include <chrono>

namespace tern::mime {

/// One step of a message from its writer to its reader.
struct Hop {
    enum class Kind { Submission, Relay, Delivery };
    Kind kind = Kind::Relay;
    ReceivedField field;
    std::optional<std::chrono::milliseconds> delay;   ///< since the hop before; none if a time is missing or a clock is wrong
    bool clockIsWrong = false;                        ///< it says that it was before the hop before it
    bool isVouchedFor = false;                        ///< written by the account's own provider; what is older could have been made up
};

/// A message's way, oldest hop first.
struct Journey {
    std::vector<Hop> hops;
    std::size_t firstVouched = 0;                          ///< hops from here on are vouched for; hops.size() if none is
    std::optional<std::chrono::milliseconds> total;        ///< from the first time to the last
    bool isCut = false;                                    ///< there are more than 200 Received fields
};

/// Reads the Received fields. \param providers  providerDomains() of the account; empty: nothing but the last hop is vouched for. Pure. Thread: any.
[[nodiscard]] Journey readJourney(const std::vector<HeaderField> &headers, const QStringList &providers);

/// How many fields, counted from the top of `headers`, the provider wrote: those above and with its own Received fields.
[[nodiscard]] std::size_t fieldsVouchedFor(const std::vector<HeaderField> &headers, const QStringList &providers);

} // namespace tern::mime
