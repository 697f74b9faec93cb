// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/AuthenticationResults.h"

namespace tern::mime {

/// Something that a person should know before believing who sent a message.
struct SenderFinding {
    enum class Kind {
        NameIsAnotherAddress,      ///< the name reads as an address that isn't the sender's. shown: that address; real: the sender's
        NameTurnsDirection,        ///< marks that turn the direction of writing, taken out. shown: the name
        NameHidesCharacters,       ///< characters that nobody sees, taken out. shown: the name
        NameMixesAlphabets,        ///< letters of different alphabets in one word. shown: the word
        NamePushesAddressAway,     ///< a name so long, or so full of spaces, that the address behind it can't be seen
        DomainLooksLikeAnother,    ///< shown: what it can be read as; real: what it is
        DomainMixesAlphabets,      ///< real: the domain
        AddressHidesAnother,       ///< an address within the local part, or a route before it. shown: that; real: the address
        NoAddress,                 ///< it says of nobody, or of nothing that can be an address
        SeveralFrom,               ///< more than one From field or address. shown: the others
        SentByAnother,             ///< Sender names another domain. real: that address
        RepliesGoElsewhere,        ///< Reply-To names another domain. real: that address
        LinkGoesElsewhere,         ///< shown: the host a link's text names; real: where it goes
        AuthenticationFailed,      ///< the account's own provider says so. shown: the checks that failed
    };
    Kind kind;
    QString shown;
    QString real;
    bool operator==(const SenderFinding &) const = default;
};

/// What a message is compared with.
struct SenderContext {
    QStringList providers;         ///< providerDomains() of the account
    QStringList familiar;          ///< domains a person knows: their own, and of people they write to
};

/// Looks at who a message says it is from. Pure; linear. Thread: any.
[[nodiscard]] std::vector<SenderFinding> checkSender(const ParsedMessage &message, const SenderContext &context);

/// "name-is-another-address": for JSON and tests.
[[nodiscard]] QString nameOf(SenderFinding::Kind kind);

/// Links whose text names a host that they don't go to; at most 20. Linear. Thread: any.
[[nodiscard]] std::vector<SenderFinding> checkLinks(const QString &html);

} // namespace tern::mime
