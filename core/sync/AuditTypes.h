// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Ids.h"

#include <QString>

#include <cstdint>
#include <utility>
#include <vector>

/// What an audit of the local copy tells. Plain values: they cross threads.
namespace tern::sync {

/// One difference between the local copy and its server, or inside the local copy.
struct AuditFinding {
    enum class Kind {
        FolderMissingHere,
        FolderMissingThere,
        UidValidity,     ///< the folder was made anew on the server; no UID means the same any more
        MissingHere,     ///< the server has a message that the local copy lacks; UID 0: all of a folder that was never listed
        MissingThere,    ///< the local copy has a message that the server lacks
        Flags,
        Size,
        Place,           ///< shown in another folder than the server has it in, or not shown
        Shown,           ///< what lists show is not what the server's state and the waiting operations make of it
        Counts,          ///< a folder's counters are not what its rows say
        Body,            ///< a stored body is lost or damaged
        Index            ///< search can't find a message that is here
    };
    enum class Cause {
        Pending,         ///< a waiting operation: as it should be until it is carried out
        Stale,           ///< changed on the server since the last look
        Damaged          ///< the local copy is wrong
    };
    Kind kind = Kind::MissingHere;
    Cause cause = Cause::Stale;
    AccountId account;
    MailboxId mailbox;
    QString folder;      ///< its path; empty for what is not of a folder
    Uid uid;             ///< 0: not of one message on the server
    QString local;       ///< what is here, in protocol words (`\Seen $Junk`, bytes, a path); may be empty
    QString server;      ///< what is there
    bool repaired = false;
};

/// How much of what a server has is here.
struct HeldMail {
    std::int64_t messages = 0;        ///< of the server's messages: listed here
    std::int64_t serverBytes = 0;     ///< of the server's messages, RFC822.SIZE
    std::int64_t bytes = 0;           ///< of those that are stored whole

    HeldMail &operator+=(const HeldMail &other)
    {
        messages += other.messages;
        serverBytes += other.serverBytes;
        bytes += other.bytes;
        return *this;
    }
};

struct AuditProgress {
    QString folder;      ///< empty while stored messages are read
    std::int64_t done = 0, total = 0;
};

struct AuditSummary {
    std::int64_t folders = 0;         ///< compared with their server
    std::int64_t compared = 0;        ///< messages on the servers that were looked at
    HeldMail held;                    ///< of these
    std::int64_t pending = 0, stale = 0, damaged = 0;    ///< findings by cause
    std::int64_t repaired = 0;
    // how complete the local copy is
    std::int64_t messages = 0;        ///< in the local copy
    std::int64_t bodies = 0;          ///< stored
    std::int64_t bodiesIntact = 0;    ///< their checksums hold
    std::int64_t headersIndexed = 0;  ///< found by a word of their header
    std::int64_t textsIndexed = 0;    ///< of the bodies: found by a word of their text
    std::int64_t textsWaiting = 0;    ///< of the bodies: their text was not read yet
    std::int64_t bytesOnDisk = 0;
    std::vector<std::pair<AccountId, Error>> unreachable; ///< accounts whose server could not be asked
};

} // namespace tern::sync
