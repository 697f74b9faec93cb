// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/AccountLanes.h"

#include "core/sync/AccountSync.h"
#include "core/sync/KeptSync.h"

namespace tern::sync {

std::unique_ptr<AccountLanes> AccountLanes::make(store::AccountRecord account, SyncContext context)
{
    if (store::isKeptHere(account.kind))
        return std::make_unique<KeptSync>(std::move(account), std::move(context));
    return std::make_unique<AccountSync>(std::move(account), std::move(context));
}

} // namespace tern::sync
