// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/OwnIdentities.h"

#include "core/store/StoreReader.h"

namespace tern::ui {

std::vector<store::IdentityRecord> ownIdentities(store::StoreReader &reader)
{
    std::vector<store::IdentityRecord> all;
    const auto accounts = reader.accounts();
    if (!accounts)
        return all;
    for (const store::AccountRecord &account : *accounts) {
        const auto identities = reader.identities(account.id);
        if (!identities || identities->empty())
            all.push_back({{}, account.id, account.name, account.email, {}});
        else
            all.insert(all.end(), identities->begin(), identities->end());
    }
    return all;
}

} // namespace tern::ui
