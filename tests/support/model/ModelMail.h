// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tern::test {

/// The mail of a model server: plain values, no locks.
struct ModelMessage {
    std::uint32_t uid = 0;
    std::set<std::string> flags;
    std::string raw;
    std::uint64_t modSeq = 0;

    /// The same for the same content, in every mailbox: "M" and digits.
    [[nodiscard]] std::string objectId() const;
    /// A header field's text; empty if there is none.
    [[nodiscard]] std::string header(const std::string &name) const;
};

struct ModelMailbox {
    std::uint32_t uidValidity = 7;
    std::uint32_t uidNext = 1;
    std::uint64_t modSeq = 1;
    std::vector<ModelMessage> messages;                                 ///< ascending by UID
    std::vector<std::pair<std::uint64_t, std::uint32_t>> vanished;      ///< mod-sequence, UID
    std::string attributes;                                             ///< of LIST: "\\Sent"
    bool subscribed = true;
    bool isHidden = false;                                              ///< LIST does not tell of it
    std::string permanentFlags = "\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*";

    std::uint32_t add(std::string raw, std::set<std::string> flags = {});
    void remove(std::uint32_t uid);
    void change(ModelMessage &message, std::set<std::string> flags);
    [[nodiscard]] ModelMessage *find(std::uint32_t uid);
    /// Of all its messages.
    [[nodiscard]] std::uint64_t bytes() const;
};

using ModelMail = std::map<std::string, ModelMailbox>;

/// A small message: its Message-ID is <name@model.test>, its subject the name.
[[nodiscard]] std::string modelMessage(const std::string &name, const std::string &body = "Hello\r\n");

/// "1,3:5,9:*" over existing numbers; `largest` stands for `*`.
[[nodiscard]] bool inSet(const std::string &set, std::uint32_t number, std::uint32_t largest);

} // namespace tern::test
