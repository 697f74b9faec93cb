// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ProviderPreset.h"

namespace tern::accounts {

QString ProviderPreset::advice(const QString &localeName) const
{
    if (localeName.startsWith(QLatin1String("zh")) && !adviceChinese.isEmpty())
        return adviceChinese;
    return adviceEnglish;
}

} // namespace tern::accounts
